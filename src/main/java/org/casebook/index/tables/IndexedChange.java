package org.casebook.index.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.casebook.fhir.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work does to one resource, as far as an index must know. Index rows are named by values and pid, so the
 * rows to remove are computed from the version before.
 *
 * @param before the version before; null when there was none, or a deleted one
 * @param beforeUpdated when the version before was written; null with it
 * @param after the new version; null when it is deleted
 * @param afterUpdated when the new version is written
 */
public record IndexedChange(
        long pid,
        ResourceKey key,
        @Nullable ObjectNode before,
        @Nullable Instant beforeUpdated,
        @Nullable ObjectNode after,
        Instant afterUpdated) {}
