package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.index.tables.IndexTable;

/**
 * A parameter that the rows of one list answer.
 *
 * @param name as it stands in the query
 * @param table the list
 * @param param the number that leads it
 * @param anyOf values of which one must be there; empty: any value at all
 * @param timeLine whether this is the main date of the type, which other lists carry along
 */
record RowCriterion(String name, IndexTable table, int param, List<ValueTest> anyOf, boolean timeLine)
        implements Criterion {

    RowCriterion {
        anyOf = List.copyOf(anyOf);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        if (timeLine && outer.spanned() && !anyOf.isEmpty()) {
            onTimeLine(sql, outer);
        } else {
            exists(sql, outer);
        }
    }

    @Override
    public boolean excludesDeleted() {
        return true;
    }

    /** The addition keeps both databases from taking the list: the rows of one resource are few, and stand together. */
    private void exists(SqlText sql, Outer outer) {
        String row = sql.alias();
        sql.add("exists (select 1 from " + table.tableName() + " " + row + " where ")
                .add(sql.names().own(row, outer.pid()))
                .add(" and " + row + ".param + 0 = ?", param);
        if (!anyOf.isEmpty()) {
            sql.add(" and (");
            sql.join(anyOf, " or ", (s, test) -> test.condition(s, row + "."));
            sql.add(")");
        }
        sql.add(")");
    }

    private void onTimeLine(SqlText sql, Outer outer) {
        String d = outer.alias();
        sql.add("(" + d + ".span >= 0 and " + d + ".sort > -9223372036854775808 and (");
        sql.join(
                anyOf,
                " or ",
                (s, test) -> ((DateTest) test).condition(s, d + ".sort", "(" + d + ".sort + " + d + ".span)"));
        sql.add(") or " + d + ".span < 0 and ");
        exists(sql, outer);
        sql.add(")");
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        if (anyOf.isEmpty()) {
            return Optional.of(new Driver.Lists(List.of(new Scan(table, param, Scan.Range.all()))));
        }
        List<Scan> scans = new ArrayList<>();
        for (ValueTest test : anyOf) {
            for (Scan.Range range : test.ranges(drivers, param)) {
                scans.add(new Scan(table, param, range));
            }
        }
        return Optional.of(new Driver.Lists(scans));
    }

    @Override
    public String words() {
        return name
                + (anyOf.isEmpty()
                        ? " is there"
                        : " "
                                + String.join(
                                        " or ",
                                        anyOf.stream().map(ValueTest::words).toList()));
    }
}
