package org.casebook.search;

import java.util.Optional;

/**
 * {@code _has} (R4 section 3.1.1.4.15): a resource that is like this refers here.
 *
 * @param type the type that is searched
 * @param source the type that refers
 * @param param the number that leads the list of the reference
 * @param criterion what the referring resource must be like
 */
record HasCriterion(String name, String type, String source, int param, Criterion criterion) implements Criterion {

    @Override
    public void probe(SqlText sql, Outer outer) {
        String own = sql.alias();
        String row = sql.alias();
        sql.add(
                "exists (select 1 from resource " + own + " where " + own + ".pid = " + outer.pid()
                        + " and exists (select 1 from index_reference " + row + " where " + row + ".param = ? and "
                        + row
                        + ".target = " + own + ".id and " + row + ".type = ? and ",
                param,
                type);
        criterion.probe(sql, new Outer(row, true));
        sql.add("))");
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        return drivers.pids(source, criterion).map(pids -> new Driver.Pids(drivers.targets(pids, param, type)));
    }

    @Override
    public int effort() {
        return 2 + criterion.effort();
    }

    @Override
    public String words() {
        return "a " + source + " with " + criterion.words() + " refers to it (" + name + ")";
    }
}
