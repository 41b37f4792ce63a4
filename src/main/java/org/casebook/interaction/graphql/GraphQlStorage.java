package org.casebook.interaction.graphql;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.search.Search;
import org.casebook.search.SearchEntry;
import org.casebook.search.SearchRequest;
import org.casebook.search.SearchResult;
import org.casebook.store.ReadSession;
import org.casebook.store.StoredResource;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.formats.JsonParser;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.graphql.Argument;
import org.hl7.fhir.utilities.graphql.IGraphQLStorageServices;
import org.hl7.fhir.utilities.graphql.Value;
import org.jspecify.annotations.Nullable;

/** What HL7's engine asks of a server: resources by reference and by id, lists and pages of a search. */
final class GraphQlStorage implements IGraphQLStorageServices {
    private final ReadSession session;
    private final Search search;
    private final String base;

    GraphQlStorage(ReadSession session, Search search, String base) {
        this.session = session;
        this.search = search;
        this.base = base;
    }

    /** 404 or 410 if there is no such resource. */
    Resource current(ResourceKey key) {
        StoredResource stored = session.current(key)
                .orElseThrow(
                        () -> new CasebookException(ErrorCategory.NOT_FOUND, key + " is not known on this server."));
        if (stored.deleted()) {
            throw new CasebookException(ErrorCategory.GONE, key + " was deleted at " + stored.lastUpdated() + ".");
        }
        return parsed(stored);
    }

    @Override
    public @Nullable ReferenceResolution lookup(Object info, IBaseResource context, IBaseReference reference) {
        String text = reference.getReferenceElement().getValue();
        if (text == null) {
            return null;
        }
        if (text.startsWith("#")) {
            return contained(context, text.substring(1));
        }
        return LocalReference.parse(text, base)
                .flatMap(session::current)
                .filter(stored -> !stored.deleted())
                .map(GraphQlStorage::parsed)
                .map(target -> new ReferenceResolution(target, target))
                .orElse(null);
    }

    private static @Nullable ReferenceResolution contained(IBaseResource context, String id) {
        if (context instanceof DomainResource container) {
            for (Resource resource : container.getContained()) {
                if (id.equals(resource.getIdPart()) || ("#" + id).equals(resource.getId())) {
                    return new ReferenceResolution(context, resource);
                }
            }
        }
        return null;
    }

    @Override
    public IBaseResource lookup(Object info, String type, String id) {
        return current(new ResourceKey(type, id));
    }

    @Override
    public void listResources(Object info, String type, List<Argument> arguments, List<IBaseResource> matches) {
        for (SearchEntry entry : run(type, parameters(arguments)).entries()) {
            matches.add(parsed(entry.resource()));
        }
    }

    @Override
    public IBaseBundle search(Object info, String type, List<Argument> arguments) {
        List<SearchRequest.Parameter> parameters = parameters(arguments);
        SearchResult result = run(type, parameters);
        Bundle bundle = new Bundle();
        result.total().ifPresent(total -> bundle.setTotal((int) total));
        for (SearchResult.Link link : result.links()) {
            String query = link.url().substring(link.url().indexOf('?') + 1);
            String id = Base64.getUrlEncoder().withoutPadding().encodeToString(query.getBytes(StandardCharsets.UTF_8));
            bundle.addLink()
                    .setRelation(link.relation())
                    // The engine cuts at the ampersands only: what stands right behind the question mark is lost to it.
                    .setUrl(base + "/" + type + "?&search-id=" + id + "&search-offset=0&_count="
                            + result.entries().size());
        }
        for (SearchEntry entry : result.entries()) {
            bundle.addEntry()
                    .setResource(parsed(entry.resource()))
                    .getSearch()
                    .setMode(SearchEntryMode.fromCode(entry.mode().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return bundle;
    }

    private SearchResult run(String type, List<SearchRequest.Parameter> parameters) {
        return search.run(session, SearchRequest.ofType(base, type, parameters));
    }

    /** GraphQL names have no hyphen: {@code birth_date} is the parameter {@code birth-date}; {@code search-id} is a cursor. */
    private static List<SearchRequest.Parameter> parameters(List<Argument> arguments) {
        List<SearchRequest.Parameter> parameters = new ArrayList<>();
        for (Argument argument : arguments) {
            String name = argument.getName();
            if (name.equals("search-id")) {
                return continued(argument.getValues().get(0).getValue());
            }
            String plain = name.startsWith("_") ? "_" + name.substring(1).replace('_', '-') : name.replace('_', '-');
            for (Value value : argument.getValues()) {
                if (!name.equals("search-offset")) {
                    parameters.add(new SearchRequest.Parameter(plain, value.getValue()));
                }
            }
        }
        return parameters;
    }

    private static List<SearchRequest.Parameter> continued(String cursor) {
        try {
            String query = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<SearchRequest.Parameter> parameters = new ArrayList<>();
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                parameters.add(new SearchRequest.Parameter(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
            return parameters;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CasebookException(
                    ErrorCategory.INVALID, "The cursor '" + cursor + "' is not one that this server has given.");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Resource parsed(StoredResource stored) {
        try {
            return new JsonParser().parse(stored.content());
        } catch (IOException | FHIRException e) {
            throw new IllegalStateException(stored.key() + " cannot be read by HL7's parser", e);
        }
    }
}
