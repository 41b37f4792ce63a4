package org.casebook.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.validation.CaseLibrary;

/** Puts the shipped definitions and cases into a store that has never held anything; never touches another. */
final class FirstLoad {
    /** Deleted resources count: a store that was emptied by its user stays empty. */
    private static final Sql ANY_RESOURCE = Sql.of("select 1 from resource limit 1");

    private FirstLoad() {}

    static void into(ResourceStore store, Configuration configuration) {
        if (configuration.get(Settings.EMPTY) || store.read(session -> holdsAny(session.session()))) {
            return;
        }
        CaseLibrary library = CaseLibrary.shipped();
        List<ObjectNode> resources = new ArrayList<>(library.definitions());
        library.caseNames().forEach(name -> resources.addAll(library.caseResources(name)));
        store.write(unit -> {
            // Asked inside the transaction, so that of two servers on one database only one loads.
            unit.guard("first-load");
            if (holdsAny(unit.session())) {
                return 0;
            }
            for (ObjectNode resource : resources) {
                unit.put(key(resource), resource, Method.PUT);
            }
            return resources.size();
        });
    }

    private static boolean holdsAny(Session session) {
        return session.first(ANY_RESOURCE, row -> true).isPresent();
    }

    /** The shipped case whose patient is in the store, or {@code none}. */
    static String caseName(ResourceStore store) {
        for (String name : CaseLibrary.shipped().caseNames()) {
            ResourceKey composition = new ResourceKey("Composition", name);
            if (store.read(session -> session.current(composition))
                    .filter(stored -> !stored.deleted())
                    .map(StoredResource::key)
                    .isPresent()) {
                return name;
            }
        }
        return "none";
    }

    private static ResourceKey key(ObjectNode resource) {
        return new ResourceKey(
                resource.path("resourceType").asText(), resource.path("id").asText());
    }
}
