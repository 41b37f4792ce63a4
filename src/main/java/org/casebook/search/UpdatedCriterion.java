package org.casebook.search;

import java.util.List;
import java.util.Optional;

/** {@code _lastUpdated}, which the table of resources answers. */
record UpdatedCriterion(String type, List<DateTest> anyOf) implements Criterion {

    UpdatedCriterion {
        anyOf = List.copyOf(anyOf);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        String row = sql.alias();
        sql.add("exists (select 1 from resource " + row + " where " + row + ".pid = " + outer.pid() + " and (");
        conditions(sql, row);
        sql.add("))");
    }

    private void conditions(SqlText sql, String row) {
        sql.join(anyOf, " or ", (s, test) -> test.condition(s, row + ".updated", "(" + row + ".updated + 1)"));
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        SqlText sql = drivers.text();
        sql.add("select r.pid from resource r where r.type = ?", type);
        for (DateTest test : anyOf) {
            if (anyOf.size() == 1) {
                sql.add(" and r.updated >= ? and r.updated < ?", test.earliestStart(1), test.latestStart());
            }
        }
        sql.add(" and r.deleted = false and (");
        conditions(sql, "r");
        return drivers.capped(sql.add(")")).map(Driver.Pids::new);
    }

    @Override
    public String words() {
        return "_lastUpdated "
                + String.join(" or ", anyOf.stream().map(DateTest::words).toList());
    }
}
