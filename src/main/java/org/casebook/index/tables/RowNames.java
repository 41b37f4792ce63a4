package org.casebook.index.tables;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.casebook.jdbc.Column;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Insert;
import org.casebook.jdbc.Sql;

/** How the two databases name the rows of a resource: by one number on H2, by two on PostgreSQL (see V2__index.sql). */
public final class RowNames {
    /** How many rows a resource can have in one table. */
    static final int MOST = 1 << 20;

    private final boolean joined;

    private RowNames(boolean joined) {
        this.joined = joined;
    }

    public static RowNames of(Dialect dialect) {
        return new RowNames(dialect == Dialect.H2);
    }

    /** The condition that the rows of {@code alias} belong to the resource of this pid. */
    public String own(String alias, String pid) {
        return joined
                ? alias + ".id between " + pid + " * 1048576 and " + pid + " * 1048576 + 1048575"
                : alias + ".pid = " + pid;
    }

    /** The condition that {@code alias} is the row of the list of all resources that belongs to this pid. */
    public String first(String alias, String pid) {
        return joined ? alias + ".id = " + pid + " * 1048576" : alias + ".pid = " + pid + " and " + alias + ".n = 0";
    }

    /**
     * A table made of arrays that are bound, one for each column.
     *
     * @param columns each with its name and type, for example "pid bigint"
     */
    public String values(String alias, String... columns) {
        if (joined) {
            return "table(" + String.join(" = ?, ", columns) + " = ?) " + alias;
        }
        String names = Column.all(columns).stream().map(Column::name).collect(joining(", "));
        String arrays = "?, ".repeat(columns.length - 1) + "?";
        return "unnest(" + arrays + ") as " + alias + " (" + names + ")";
    }

    Sql select(IndexTable table, long pid) {
        String columns = table.columns().stream().map(Column::name).collect(joining(", "));
        return joined
                ? Sql.of(
                        "select id, " + columns + " from " + table.tableName() + " where id between ? and ?",
                        pid * MOST,
                        pid * MOST + MOST - 1)
                : Sql.of("select n, " + columns + " from " + table.tableName() + " where pid = ?", pid);
    }

    int number(long name) {
        return joined ? (int) (name % MOST) : (int) name;
    }

    String delete(IndexTable table) {
        return "delete from " + table.tableName() + (joined ? " where id = ?" : " where pid = ? and n = ?");
    }

    Insert insert(IndexTable table) {
        List<Column> columns =
                new ArrayList<>(Column.all(joined ? "id bigint" : "pid bigint", joined ? "pid bigint" : "n int"));
        columns.addAll(table.columns());
        return Insert.into(table.tableName(), columns);
    }

    Object[] name(long pid, int number) {
        return joined ? new Object[] {pid * MOST + number} : new Object[] {pid, number};
    }

    Object[] row(long pid, int number, IndexRow row) {
        Object[] values = new Object[row.values().size() + 2];
        values[0] = joined ? (Object) (pid * MOST + number) : (Object) pid;
        values[1] = joined ? (Object) pid : (Object) number;
        for (int i = 2; i < values.length; i++) {
            values[i] = row.values().get(i - 2);
        }
        return values;
    }
}
