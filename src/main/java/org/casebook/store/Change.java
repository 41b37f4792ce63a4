package org.casebook.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.casebook.fhir.Json;
import org.casebook.index.tables.IndexedChange;
import org.jspecify.annotations.Nullable;

/** A version that a unit of work adds, with the one that it replaces. */
record Change(
        @Nullable StoredResource before,
        StoredResource after,
        @Nullable ObjectNode tree) {

    /** A resource as it is, to compare its index rows with. */
    static IndexedChange unchanged(StoredResource resource) {
        ObjectNode tree = Json.stored(resource.content());
        return new IndexedChange(
                resource.pid(), resource.key(), tree, resource.lastUpdated(), tree, resource.lastUpdated());
    }

    IndexedChange indexed() {
        StoredResource living = before == null || before.deleted() ? null : before;
        return new IndexedChange(
                after.pid(),
                after.key(),
                living == null ? null : Json.stored(living.content()),
                living == null ? null : living.lastUpdated(),
                tree,
                after.lastUpdated());
    }
}
