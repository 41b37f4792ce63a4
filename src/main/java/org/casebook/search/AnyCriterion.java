package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** One of these. */
record AnyCriterion(List<Criterion> any) implements Criterion {

    AnyCriterion {
        any = List.copyOf(any);
    }

    @Override
    public void probe(SqlText sql, Outer outer) {
        sql.add("(");
        sql.join(any, " or ", (s, c) -> c.probe(s, outer));
        sql.add(")");
    }

    @Override
    public boolean excludesDeleted() {
        return !any.isEmpty() && any.stream().allMatch(Criterion::excludesDeleted);
    }

    @Override
    public Optional<Driver> driver(Drivers drivers) {
        List<Scan> scans = new ArrayList<>();
        LongStream.Builder pids = LongStream.builder();
        int known = 0;
        for (Criterion criterion : any) {
            Optional<Driver> driver = criterion.driver(drivers);
            if (driver.isEmpty()) {
                return Optional.empty();
            }
            if (driver.get() instanceof Driver.Lists lists) {
                scans.addAll(lists.scans());
            } else if (driver.get() instanceof Driver.Pids some) {
                known += some.pids().length;
                LongStream.of(some.pids()).forEach(pids);
            }
        }
        if (known == 0) {
            return Optional.of(new Driver.Lists(scans));
        }
        return scans.isEmpty()
                ? Optional.of(new Driver.Pids(pids.build().distinct().toArray()))
                : drivers.all(new Driver.Lists(scans))
                        .map(some -> new Driver.Pids(LongStream.concat(LongStream.of(some), pids.build())
                                .distinct()
                                .toArray()));
    }

    @Override
    public int effort() {
        return any.stream().mapToInt(Criterion::effort).max().orElse(0);
    }

    @Override
    public String words() {
        return "(" + String.join(" or ", any.stream().map(Criterion::words).toList()) + ")";
    }
}
