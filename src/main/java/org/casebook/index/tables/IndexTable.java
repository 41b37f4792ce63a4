package org.casebook.index.tables;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.jdbc.Column;
import org.casebook.jdbc.ColumnType;
import org.jspecify.annotations.Nullable;

/** The posting lists; the columns are those of V2__index.sql without the name of the row. */
public enum IndexTable {
    TOKEN("index_token", 5, "param int", "system bigint", "code varchar", "sort bigint", "span bigint"),
    STRING("index_string", 2, "param int", "val varchar", "exact varchar", "whole varchar", "sort bigint"),
    DATE("index_date", 4, "param int", "grain int", "low bigint", "high bigint", "sort bigint"),
    NUMBER("index_number", 4, "param int", "ranged int", "low double", "high double", "sort bigint"),
    QUANTITY(
            "index_quantity",
            5,
            "param int",
            "unit bigint",
            "ranged int",
            "low double",
            "high double",
            "system bigint",
            "code varchar",
            "label varchar",
            "sort bigint"),
    REFERENCE(
            "index_reference",
            3,
            "param int",
            "target varchar",
            "type varchar",
            "version varchar",
            "sort bigint",
            "span bigint"),
    URI("index_uri", 2, "param int", "val varchar", "sort bigint"),
    POSITION("index_position", 3, "param int", "latitude double", "longitude double", "sort bigint"),
    COMPOSITE("index_composite", 2, composite()),
    TEXT("index_text", 1, "param int", "words varchar", "sort bigint");

    /** How many components a row of {@link #COMPOSITE} has room for. */
    public static final int COMPONENTS = 3;

    private final String tableName;
    private final List<Column> columns;
    private final int listed;

    IndexTable(String tableName, int listed, String... columns) {
        this.tableName = tableName;
        this.listed = listed;
        this.columns = Column.all(columns);
    }

    /** The name in SQL. */
    public String tableName() {
        return tableName;
    }

    List<Column> columns() {
        return columns;
    }

    /** How many of the columns lead the list, for writing in its order. */
    int listed() {
        return listed;
    }

    List<@Nullable Object> read(ResultSet row, int from) throws SQLException {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, from + i, columns.get(i).type());
        }
        return Arrays.asList(values);
    }

    private static @Nullable Object value(ResultSet row, int at, ColumnType type) throws SQLException {
        Object value = switch (type) {
            case INT -> row.getInt(at);
            case BIGINT -> row.getLong(at);
            case DOUBLE -> row.getDouble(at);
            default -> row.getString(at);
        };
        return row.wasNull() ? null : value;
    }

    private static String[] composite() {
        Stream<String> components = Stream.of("a_", "b_", "c_")
                .flatMap(p -> Components.COLUMNS.stream().map(c -> p + c));
        return Stream.concat(Stream.of("param int", "head varchar", "sort bigint"), components)
                .toArray(String[]::new);
    }
}
