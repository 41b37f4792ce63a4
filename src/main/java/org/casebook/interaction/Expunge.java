package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/**
 * {@code $expunge}: removes versions for good, as if they had never been. An administrator must have allowed it, since
 * nothing brings them back.
 */
public final class Expunge {
    private final ResourceStore store;
    private final boolean allowed;

    public Expunge(ResourceStore store, boolean allowed) {
        this.store = store;
        this.allowed = allowed;
    }

    /**
     * What is to go.
     *
     * @param deleted the resource with all its versions, if it is deleted
     * @param previousVersions the versions before the current one
     * @param everything the resource with all its versions, deleted or not
     */
    public record Extent(boolean deleted, boolean previousVersions, boolean everything) {

        /** HAPI's names: expungeDeletedResources, expungePreviousVersions, expungeEverything. */
        public static Extent of(ObjectNode parameters) {
            return new Extent(
                    flag(parameters, "expungeDeletedResources"),
                    flag(parameters, "expungePreviousVersions"),
                    flag(parameters, "expungeEverything"));
        }

        private static boolean flag(ObjectNode parameters, String name) {
            return Parameters.find(parameters, name)
                    .map(p -> p.path("valueBoolean").asBoolean())
                    .orElse(false);
        }

        boolean isNothing() {
            return !deleted && !previousVersions && !everything;
        }
    }

    /** Of one resource; answers how many versions went. */
    public ObjectNode run(ResourceKey key, Extent extent) {
        requireAllowed(extent);
        return answer(store.write(unit -> {
            StoredResource current = unit.current(key).orElseThrow(() -> Read.unknown(key));
            return expunge(unit, current, extent);
        }));
    }

    /** Of one version that is not the current one. */
    public ObjectNode version(ResourceKey key, String version) {
        requireAllowed(new Extent(false, true, false));
        boolean removed = store.write(unit -> unit.expungeVersion(key, VRead.number(key, version)));
        if (!removed) {
            throw VRead.unknown(key, version);
        }
        return answer(1);
    }

    private static int expunge(UnitOfWork unit, StoredResource current, Extent extent) {
        if (extent.everything() || extent.deleted() && current.deleted()) {
            return unit.expunge(current.key());
        }
        return extent.previousVersions() ? unit.expungeHistory(current.key()) : 0;
    }

    private void requireAllowed(Extent extent) {
        if (!allowed) {
            throw new CasebookException(
                    ErrorCategory.FORBIDDEN,
                    "$expunge removes data for good and is switched off; an administrator can allow it by the setting allow-expunge.");
        }
        if (extent.isNothing()) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    "Say what is to go: expungeDeletedResources, expungePreviousVersions or expungeEverything, as valueBoolean true.");
        }
    }

    private static ObjectNode answer(int count) {
        ObjectNode answer = Json.object().put("resourceType", "Parameters");
        answer.putArray("parameter").addObject().put("name", "count").put("valueInteger", count);
        return answer;
    }
}
