package org.casebook.index.tables;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The posting lists; the columns are those of V2__index.sql without the name of the row. */
public enum IndexTable {
    TOKEN("index_token", 5, "param:i", "system:l", "code:s", "sort:l", "span:l"),
    STRING("index_string", 2, "param:i", "val:s", "exact:s", "whole:s", "sort:l"),
    DATE("index_date", 4, "param:i", "grain:i", "low:l", "high:l", "sort:l"),
    NUMBER("index_number", 4, "param:i", "ranged:i", "low:d", "high:d", "sort:l"),
    QUANTITY(
            "index_quantity",
            5,
            "param:i",
            "unit:l",
            "ranged:i",
            "low:d",
            "high:d",
            "system:l",
            "code:s",
            "label:s",
            "sort:l"),
    REFERENCE("index_reference", 3, "param:i", "target:s", "type:s", "version:s", "sort:l", "span:l"),
    URI("index_uri", 2, "param:i", "val:s", "sort:l"),
    POSITION("index_position", 3, "param:i", "latitude:d", "longitude:d", "sort:l"),
    COMPOSITE("index_composite", 2, composite()),
    TEXT("index_text", 1, "param:i", "words:s", "sort:l");

    /** How many components a row of {@link #COMPOSITE} has room for. */
    public static final int COMPONENTS = 3;

    private final String tableName;
    private final List<String> columns;
    private final List<Character> kinds;
    private final int listed;

    IndexTable(String tableName, int listed, String... columns) {
        this.tableName = tableName;
        this.listed = listed;
        this.columns =
                Arrays.stream(columns).map(c -> c.substring(0, c.indexOf(':'))).toList();
        this.kinds = Arrays.stream(columns).map(c -> c.charAt(c.length() - 1)).toList();
    }

    /** The name in SQL. */
    public String tableName() {
        return tableName;
    }

    List<String> columns() {
        return columns;
    }

    /** How many of the columns lead the list, for writing in its order. */
    int listed() {
        return listed;
    }

    List<@Nullable Object> read(ResultSet row, int from) throws SQLException {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, from + i, kinds.get(i));
        }
        return Arrays.asList(values);
    }

    private static @Nullable Object value(ResultSet row, int at, char kind) throws SQLException {
        Object value = switch (kind) {
            case 'i' -> row.getInt(at);
            case 'l' -> row.getLong(at);
            case 'd' -> row.getDouble(at);
            default -> row.getString(at);
        };
        return row.wasNull() ? null : value;
    }

    private static String[] composite() {
        Stream<String> components = Stream.of("a_", "b_", "c_")
                .flatMap(p -> Components.COLUMNS.stream().map(c -> p + c));
        return Stream.concat(Stream.of("param:i", "head:s", "sort:l"), components)
                .toArray(String[]::new);
    }
}
