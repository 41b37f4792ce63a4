package org.casebook.jdbc;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A statement and the values of its question marks. Values are Long, Integer, Short, Boolean, String, BigDecimal, Double,
 * byte[], long[], String[] or null; arrays are bound as SQL arrays.
 */
public record Sql(String text, List<Object> binds) {

    /** A statement with its values in the order of its question marks. */
    public static Sql of(String text, Object... binds) {
        return new Sql(text, Collections.unmodifiableList(Arrays.asList(binds)));
    }
}
