package org.casebook.search;

import java.util.List;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.TimeLine;
import org.jspecify.annotations.Nullable;

/** One key of {@code _sort} (R4 section 3.1.1.5.1). */
sealed interface SortKey {

    boolean descending();

    /** Appends the expression that is the value of the key for the row {@code d} of a list. */
    default void expression(SqlText sql) {
        of(sql, "d.pid");
    }

    /** Appends the value of the key for a resource. */
    void of(SqlText sql, String pid);

    private static void line(SqlText sql, String pid) {
        String row = sql.alias();
        sql.add("(select " + row + ".sort from index_token " + row + " where ")
                .add(sql.names().first(row, pid))
                .add(")");
    }

    /** What the expression's value means; null: the resource has no value. */
    default @Nullable Object value(@Nullable Object column) {
        return column;
    }

    /** By the main date of the type, which every list carries. */
    record ByTimeLine(boolean descending) implements SortKey {
        @Override
        public void expression(SqlText sql) {
            sql.add("d.sort");
        }

        @Override
        public void of(SqlText sql, String pid) {
            line(sql, pid);
        }

        @Override
        public @Nullable Object value(@Nullable Object column) {
            return column instanceof Long time && time == TimeLine.MISSING ? null : column;
        }
    }

    /** By the time line as the lists have it, after a key by which some are equal: as they stand in the list of that key. */
    record ByTie(boolean descending) implements SortKey {
        @Override
        public void expression(SqlText sql) {
            sql.add("d.sort");
        }

        @Override
        public void of(SqlText sql, String pid) {
            line(sql, pid);
        }
    }

    /** By a column of the table of resources. */
    record ByResource(String column, boolean descending) implements SortKey {
        @Override
        public void of(SqlText sql, String pid) {
            String row = sql.alias();
            sql.add("(select " + row + "." + column + " from resource " + row + " where " + row + ".pid = " + pid
                    + ")");
        }
    }

    /**
     * By a parameter: of several values the one that comes first in the direction of the sort.
     *
     * @param columns of the list; the key is the last of them, of those rows that come first by the others
     */
    record ByParameter(IndexTable table, int param, List<String> columns, boolean descending) implements SortKey {
        public ByParameter {
            columns = List.copyOf(columns);
        }

        ByParameter by(List<String> others) {
            return new ByParameter(table, param, others, descending);
        }

        @Override
        public void of(SqlText sql, String pid) {
            String row = sql.alias();
            int last = columns.size() - 1;
            sql.add("(select " + (descending ? "max" : "min") + "(" + row + "." + columns.get(last) + ") from "
                            + table.tableName() + " " + row + " where ")
                    .add(sql.names().own(row, pid))
                    .add(" and " + row + ".param + 0 = ?" + KeyColumns.valued(table, last, row), param);
            for (int i = 0; i < last; i++) {
                sql.add(" and " + row + "." + columns.get(i) + " = coalesce(");
                new ByParameter(table, param, columns.subList(0, i + 1), descending).of(sql, pid);
                sql.add(", " + row + "." + columns.get(i) + ")");
            }
            sql.add(")");
        }
    }

    /** By a parameter of what references lead to; one hop for each type of the targets. */
    record ByChain(int reference, String targetType, SortKey last, boolean descending) implements SortKey {
        @Override
        public void of(SqlText sql, String pid) {
            String row = sql.alias();
            String target = sql.alias();
            sql.add("(select " + (descending ? "max" : "min") + "(");
            last.of(sql, target + ".pid");
            sql.add(
                            ") from index_reference " + row + " join resource " + target + " on " + target
                                    + ".type = ? and " + target + ".id = " + row + ".target where ",
                            targetType)
                    .add(sql.names().own(row, pid))
                    .add(" and " + row + ".param + 0 = ? and " + row + ".type = ?)", reference, targetType);
        }
    }

    /** The first of several keys that has a value. */
    record First(List<SortKey> keys, boolean descending) implements SortKey {
        @Override
        public void of(SqlText sql, String pid) {
            sql.add("coalesce(").join(keys, ", ", (s, key) -> key.of(s, pid)).add(")");
        }
    }
}
