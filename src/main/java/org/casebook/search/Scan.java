package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import org.casebook.index.tables.IndexTable;

/**
 * A range of a posting list. The list's rows have the alias {@code d}.
 *
 * @param table the list
 * @param param the number that leads it
 * @param range which part
 */
record Scan(IndexTable table, int param, Range range) {
    static final String ALIAS = "d";

    /**
     * A part of the list of one parameter.
     *
     * @param where conditions on columns of {@code d}; empty: the whole list
     * @param fixed the columns that the conditions hold equal, in the order of the list
     * @param inOrder whether these are all that stand before sort and pid, so that the rows come in the order of the time
     *     line
     */
    record Range(String where, List<Object> binds, List<String> fixed, boolean inOrder) {

        static Range of(String where, Object... binds) {
            return new Range(where, List.of(binds), List.of(), false);
        }

        static Range all() {
            return of("");
        }
    }

    boolean inOrder() {
        return range.inOrder;
    }

    /** Whether its rows carry the time line. */
    boolean spanned() {
        return table == IndexTable.TOKEN || table == IndexTable.REFERENCE;
    }

    /** Whether a resource stands in it only once. */
    boolean unique() {
        return table == IndexTable.TOKEN && range.inOrder;
    }

    void from(SqlText sql) {
        sql.add(" from " + table.tableName() + " " + ALIAS + " where d.param = ?", param);
        if (!range.where.isEmpty()) {
            sql.add(" and " + range.where, range.binds.toArray());
        }
    }

    /** What stands before sort in the list: H2 reads a list in its order only when the order names it from the start. */
    List<String> leading() {
        List<String> leading = new ArrayList<>();
        leading.add("d.param");
        range.fixed.forEach(column -> leading.add("d." + column));
        return leading;
    }
}
