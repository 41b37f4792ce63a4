package org.casebook.jdbc;

import java.util.Arrays;
import java.util.List;

/** A column of a table, as it is named in an {@link Insert}. */
public record Column(String name, ColumnType type) {

    /** A name and a type in SQL, as in {@code "pid bigint"}. */
    public static Column of(String words) {
        int space = words.indexOf(' ');
        return new Column(words.substring(0, space), ColumnType.of(words.substring(space + 1)));
    }

    public static List<Column> all(String... words) {
        return Arrays.stream(words).map(Column::of).toList();
    }
}
