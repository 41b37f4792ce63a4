package org.casebook.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Puts rows into a table. H2 gets them one by one in a batch; PostgreSQL gets each column as an array, so that one
 * prepared statement with few binds takes any number of rows.
 */
public final class Insert {
    private final String table;
    private final List<Column> columns;
    private final String computed;
    private final String expression;

    private Insert(String table, List<Column> columns, String computed, String expression) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.computed = computed;
        this.expression = expression;
    }

    /** @param columns each with its type, as in {@code "pid bigint"} */
    public static Insert into(String table, String... columns) {
        return into(table, Column.all(columns));
    }

    public static Insert into(String table, List<Column> columns) {
        return new Insert(table, columns, "", "?");
    }

    /** The value of one column is computed: the question mark in the expression stands for what the row has. */
    public Insert computing(String column, String expression) {
        return new Insert(table, columns, column, expression);
    }

    List<Column> columns() {
        return columns;
    }

    /** The statement for one row. */
    String single() {
        return "insert into " + table + " (" + list(Column::name) + ") values (" + list(c -> value(c, "?")) + ")";
    }

    /** The statement for all rows, whose binds are the columns. */
    String arrays() {
        return "insert into " + table + " (" + list(Column::name) + ") select "
                + list(c -> value(c, "r." + c.name()))
                + " from unnest(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ") as r("
                + list(Column::name) + ")";
    }

    private String value(Column column, String given) {
        return column.name().equals(computed) ? expression.replace("?", given) : given;
    }

    private String list(Function<Column, String> text) {
        return columns.stream().map(text).collect(joining(", "));
    }
}
