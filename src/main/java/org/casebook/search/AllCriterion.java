package org.casebook.search;

import java.util.List;
import java.util.Optional;

/** All of these. */
record AllCriterion(List<Criterion> all) implements Criterion {

    AllCriterion {
        all = List.copyOf(all);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        sql.add("(");
        sql.join(all, " and ", (s, c) -> c.probe(s, outer));
        sql.add(")");
    }

    /** None: its rows would have to be probed for the rest; the plan takes a conjunction apart instead. */
    @Override
    public Optional<Driver> driver(Drivers drivers) {
        return all.size() == 1 ? all.get(0).driver(drivers) : Optional.empty();
    }

    @Override
    public boolean excludesDeleted() {
        return all.stream().anyMatch(Criterion::excludesDeleted);
    }

    @Override
    public String words() {
        return "(" + String.join(" and ", all.stream().map(Criterion::words).toList()) + ")";
    }
}
