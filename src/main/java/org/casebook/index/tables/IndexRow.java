package org.casebook.index.tables;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of an index table without the name of its resource; equal rows say the same. */
record IndexRow(IndexTable table, List<@Nullable Object> values) {

    static IndexRow of(IndexTable table, @Nullable Object... values) {
        return new IndexRow(table, Arrays.asList(values));
    }
}
