package org.casebook.search;

import java.util.Optional;

/** Everything or nothing. */
record ConstantCriterion(boolean matches, String words) implements Criterion {

    @Override
    public void probe(SqlText sql, Outer outer) {
        sql.add(matches ? "1 = 1" : "1 = 0");
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        return matches ? Optional.empty() : Optional.of(Driver.none());
    }

    @Override
    public int effort() {
        return 0;
    }
}
