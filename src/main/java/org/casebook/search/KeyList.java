package org.casebook.search;

import java.util.List;
import java.util.Optional;
import org.casebook.index.tables.IndexTable;
import org.casebook.jdbc.Sql;

/**
 * A list that holds the resources of a type in the order of one key of {@code _sort}; its rows have the alias {@code d}.
 *
 * @param rows where they come from, with the conditions that hold the leading columns equal
 * @param leading these columns: H2 reads a list in its order only when the order names it from the start
 * @param columns what they are ordered by, then by pid
 * @param unique whether the columns name one resource, without pid
 * @param valued whether its resources have a value for the key; else the key is null, and the columns follow it
 */
record KeyList(Sql rows, List<String> leading, List<String> columns, boolean unique, boolean valued) {

    /** The list of an order, and that of the resources without a value; empty where there is no such list. */
    static Optional<List<KeyList>> of(String type, Order order, SqlText text, SqlText gap) {
        List<SortKey> keys = order.keys();
        if (keys.size() == 1 && keys.get(0) instanceof SortKey.ByResource key) {
            return Optional.of(List.of(byResource(type, key)));
        }
        if (keys.size() == 2
                && keys.get(0) instanceof SortKey.ByParameter key
                && keys.get(1) instanceof SortKey.ByTie) {
            return Optional.of(List.of(byParameter(key, text), without(type, key, gap)));
        }
        return Optional.empty();
    }

    private static KeyList byResource(String type, SortKey.ByResource key) {
        return new KeyList(
                Sql.of(" from resource d where d.type = ? and d.deleted = false", type),
                List.of("d.type"),
                List.of("d." + key.column()),
                key.column().equals("id"),
                true);
    }

    /** Of several values of a resource, the one that comes first in the direction of the sort. */
    private static KeyList byParameter(SortKey.ByParameter key, SqlText text) {
        String row = text.alias();
        text.add(
                        " from " + key.table().tableName() + " d where d.param = ? and not exists (select 1 from "
                                + key.table().tableName() + " " + row + " where ",
                        key.param())
                .add(text.names().own(row, "d.pid"))
                .add(" and " + row + ".param + 0 = ? and " + row + "." + key.column(), key.param())
                .add((key.descending() ? " > " : " < ") + "d." + key.column() + ")");
        return new KeyList(text.sql(), List.of("d.param"), List.of("d." + key.column(), "d.sort"), false, true);
    }

    private static KeyList without(String type, SortKey.ByParameter key, SqlText text) {
        Scan everything = Drivers.everything(type, false);
        everything.from(text);
        String row = text.alias();
        text.add(" and not exists (select 1 from " + key.table().tableName() + " " + row + " where ")
                .add(text.names().own(row, "d.pid"))
                .add(" and " + row + ".param + 0 = ?)", key.param());
        return new KeyList(text.sql(), everything.leading(), List.of("d.sort"), false, false);
    }

    /** Whether a parameter has lists that begin with the value. */
    static boolean isOrdered(IndexTable table) {
        return table == IndexTable.STRING || table == IndexTable.URI;
    }
}
