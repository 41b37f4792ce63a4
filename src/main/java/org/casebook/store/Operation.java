package org.casebook.store;

import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Sql;

/** One step of a unit of work, as the journal keeps it: enough to take the same step again. */
sealed interface Operation {

    /** A version was added. */
    record Add(StoredResource version) implements Operation {}

    /** Versions were removed for good: all of them, or those before the newest, or one. */
    record Remove(ResourceKey key, Extent extent, long version) implements Operation {}

    /** A statement changed a table that belongs to neither resources nor their index. */
    record Execute(Sql sql) implements Operation {}

    /** How much a removal takes. */
    enum Extent {
        EVERYTHING,
        HISTORY,
        VERSION
    }
}
