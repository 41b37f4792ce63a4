package org.casebook.search;

import java.util.List;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.TimeLine;
import org.jspecify.annotations.Nullable;

/** One key of {@code _sort} (R4 section 3.1.1.5.1). */
sealed interface SortKey {

    boolean descending();

    /** Appends the expression that is the value of the key for the row {@code d} of a list. */
    void expression(SqlText sql);

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
    }

    /** By a column of the table of resources. */
    record ByResource(String column, boolean descending) implements SortKey {
        @Override
        public void expression(SqlText sql) {
            String row = sql.alias();
            sql.add("(select " + row + "." + column + " from resource " + row + " where " + row + ".pid = d.pid)");
        }
    }

    /**
     * By a parameter: of several values the one that comes first in the direction of the sort.
     *
     * @param column of the list
     * @param only a condition on the rows with the alias {@code $}; may be empty
     */
    record ByParameter(IndexTable table, int param, String column, String only, boolean descending) implements SortKey {
        @Override
        public void expression(SqlText sql) {
            of(sql, "d.pid");
        }

        void of(SqlText sql, String pid) {
            String row = sql.alias();
            sql.add("(select " + (descending ? "max" : "min") + "(" + row + "." + column + ") from " + table.tableName()
                            + " " + row + " where ")
                    .add(sql.names().own(row, pid))
                    .add(" and " + row + ".param + 0 = ?" + only.replace("$", row), param)
                    .add(")");
        }
    }

    /** By a parameter of what references lead to; one hop for each type of the targets. */
    record ByChain(int reference, String targetType, SortKey last, boolean descending) implements SortKey {
        @Override
        public void expression(SqlText sql) {
            of(sql, "d.pid");
        }

        void of(SqlText sql, String pid) {
            String row = sql.alias();
            String target = sql.alias();
            sql.add("(select " + (descending ? "max" : "min") + "(");
            value(sql, target);
            sql.add(
                            ") from index_reference " + row + " join resource " + target + " on " + target
                                    + ".type = ? and " + target + ".id = " + row + ".target where ",
                            targetType)
                    .add(sql.names().own(row, pid))
                    .add(" and " + row + ".param + 0 = ? and " + row + ".type = ?)", reference, targetType);
        }

        private void value(SqlText sql, String target) {
            if (last instanceof ByParameter parameter) {
                parameter.of(sql, target + ".pid");
            } else if (last instanceof ByChain chain) {
                chain.of(sql, target + ".pid");
            } else if (last instanceof ByResource resource) {
                sql.add(target + "." + resource.column);
            }
        }
    }

    /** The smallest of several keys; for chains whose reference leads to several types. */
    record First(List<SortKey> keys, boolean descending) implements SortKey {
        @Override
        public void expression(SqlText sql) {
            sql.add("coalesce(").join(keys, ", ", (s, key) -> key.expression(s)).add(")");
        }
    }
}
