package org.casebook.search;

import java.util.List;
import java.util.Optional;

/** {@code _id} (R4 section 3.1.1.4.1): exact, with its case. */
record IdCriterion(String type, List<String> ids) implements Criterion {

    IdCriterion {
        ids = List.copyOf(ids);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        String row = sql.alias();
        sql.add("exists (select 1 from resource " + row + " where " + row + ".pid = " + outer.pid() + " and " + row
                + ".id in (");
        sql.join(ids, ", ", (s, id) -> s.add("?", id)).add("))");
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        return Optional.of(new Driver.Pids(drivers.pids(type, ids)));
    }

    @Override
    public int effort() {
        return 0;
    }

    @Override
    public String words() {
        return "_id is " + String.join(" or ", ids);
    }
}
