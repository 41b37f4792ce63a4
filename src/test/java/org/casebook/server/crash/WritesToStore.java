package org.casebook.server.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.search.Search;
import org.casebook.search.SearchLimits;
import org.casebook.search.SearchRequest;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/** Writes without a server in between, for a store whose disk is a test's own. */
final class WritesToStore implements Writes {
    private final ResourceStore store;
    private final Search search;

    WritesToStore(ResourceStore store, ParameterRegistry parameters) {
        this.store = store;
        this.search = new Search(store, parameters, SearchLimits.defaults());
    }

    @Override
    public Version create(ObjectNode resource) throws NotAcknowledged {
        return write(unit -> told(unit.put(new ResourceKey(type(resource), unit.newId()), resource, Method.POST)));
    }

    @Override
    public Version update(ResourceKey key, ObjectNode resource) throws NotAcknowledged {
        return write(unit -> told(unit.put(key, resource, Method.PUT)));
    }

    @Override
    public Optional<Version> delete(ResourceKey key) throws NotAcknowledged {
        return write(unit -> unit.delete(key).map(WritesToStore::told));
    }

    @Override
    public void transaction(List<ObjectNode> resources) throws NotAcknowledged {
        write(unit -> {
            for (ObjectNode resource : resources) {
                String id = resource.path("id").asText();
                unit.put(new ResourceKey(type(resource), id), resource, Method.PUT);
            }
            return true;
        });
    }

    @Override
    public String createIfNone(ObjectNode resource, String identifier) throws NotAcknowledged {
        List<SearchRequest.Parameter> criteria = List.of(new SearchRequest.Parameter("identifier", identifier));
        return write(unit -> {
            unit.guard(type(resource) + "?identifier=" + identifier);
            List<StoredResource> there = search.matches(unit, "http://127.0.0.1/fhir", type(resource), criteria, 2);
            StoredResource only = there.isEmpty()
                    ? unit.put(new ResourceKey(type(resource), unit.newId()), resource, Method.POST)
                    : there.get(0);
            return only.key().id();
        });
    }

    private <T> T write(java.util.function.Function<UnitOfWork, T> work) throws NotAcknowledged {
        try {
            return store.write(work);
        } catch (CasebookException e) {
            if (e.category() == ErrorCategory.BUSY) {
                throw new NotAcknowledged(e);
            }
            throw e;
        }
    }

    private static String type(ObjectNode resource) {
        return resource.path("resourceType").asText();
    }

    private static Version told(StoredResource version) {
        return new Version(
                version.key(), version.version(), version.deleted() ? 0 : Arrays.hashCode(version.content()));
    }
}
