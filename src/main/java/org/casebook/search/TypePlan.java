package org.casebook.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How the resources of one type that meet all criteria are found: one criterion gives the resources to start from, the
 * others are asked about each. It starts from the shortest list, by counts that stop early.
 */
final class TypePlan {
    /** Lists up to this length are as good as any. */
    private static final int SHORT = 256;
    /** Counted no further when all are longer. */
    private static final int LONG = 20_000;
    /** No other criterion can do better than so few. */
    private static final int FEW = 8;

    private final Drivers drivers;
    private final String type;
    private final boolean contained;
    private final List<Criterion> criteria;
    private @Nullable Start start;
    private @Nullable List<Found> gathered;

    /** A set to start from; what is left to ask; how many rows the set has, counted up to a limit if at all. */
    record Start(Driver driver, List<Criterion> probes, long rows) {
        static final long UNCOUNTED = -1;

        boolean inOrder() {
            return driver instanceof Driver.Lists lists
                    && lists.scans().stream().allMatch(Scan::inOrder);
        }
    }

    TypePlan(Drivers drivers, String type, boolean contained, List<Criterion> criteria) {
        this.drivers = drivers;
        this.type = type;
        this.contained = contained;
        this.criteria = List.copyOf(criteria);
    }

    /** One part of the result in an order. */
    List<Found> part(Order order, Cut cut) {
        if (order.onTimeLine()) {
            if (start().inOrder()) {
                return new Walk(drivers, start(), order.descending(), cut).run();
            }
            if (rows() >= LONG) {
                return new Walk(drivers, everything(), order.descending(), cut).run();
            }
        }
        if (rows() >= LONG && !contained) {
            Optional<List<KeyGroup>> groups = KeyLists.of(drivers, type, order);
            if (groups.isPresent()) {
                return new SortedWalk(drivers, criteria, order, cut).run(groups.get());
            }
        }
        gathered = new Gather(drivers, start(), order).run();
        return Gather.cut(gathered, order, cut);
    }

    /** How many resources there are in the result. */
    long count() {
        if (gathered != null) {
            return gathered.size();
        }
        OptionalLong referring = referring();
        if (referring.isPresent()) {
            return referring.getAsLong();
        }
        if (start().driver() instanceof Driver.Lists lists && lists.scans().size() == 1) {
            Scan scan = lists.scans().get(0);
            SqlText sql = drivers.text().add(scan.unique() ? "select count(*)" : "select count(distinct d.pid)");
            scan.from(sql);
            probes(sql, start().probes(), scan.spanned());
            return drivers.session().number(sql.sql());
        }
        return pids(Integer.MAX_VALUE).map(pids -> (long) pids.length).orElse(0L);
    }

    private OptionalLong referring() {
        boolean chained = criteria.stream().anyMatch(ChainCriterion.class::isInstance);
        return chained && rows() >= LONG ? new ReferringCount(drivers, criteria).run(start()) : OptionalLong.empty();
    }

    /** The result in no order, unless it has more than this. */
    Optional<long[]> pids(int most) {
        List<Found> found = new Gather(drivers, start(), new Order(List.of())).run();
        return found.size() > most
                ? Optional.empty()
                : Optional.of(found.stream().mapToLong(Found::pid).toArray());
    }

    /** Whether it starts from a list that is shorter than so many rows. */
    boolean isShorterThan(int limit) {
        return limit <= LONG ? rows() < limit : rows() < LONG || drivers.estimate(start().driver(), limit) < limit;
    }

    private long rows() {
        Start chosen = start();
        if (chosen.rows() == Start.UNCOUNTED) {
            start = new Start(chosen.driver(), chosen.probes(), drivers.estimate(chosen.driver(), LONG));
        }
        return start().rows();
    }

    Start start() {
        if (start == null) {
            start = choose();
            Start chosen = start;
            drivers.trace()
                    .say(() -> type + ": start from " + words(chosen) + ", then ask: "
                            + chosen.probes().stream().map(Criterion::words).toList());
        }
        return start;
    }

    private String words(Start chosen) {
        List<Criterion> others = new ArrayList<>(criteria);
        others.removeAll(chosen.probes());
        String what =
                others.isEmpty() ? "all resources of the type" : others.get(0).words();
        String rows = chosen.rows() == Start.UNCOUNTED
                ? "not counted"
                : (chosen.rows() >= LONG ? "at least " : "") + chosen.rows() + " rows";
        return what + " (" + rows + ")";
    }

    private Start everything() {
        return new Start(all(), criteria, LONG);
    }

    private Driver.Lists all() {
        return new Driver.Lists(List.of(Drivers.everything(type, contained)));
    }

    private Start choose() {
        Optional<TimeRange> times = TimeRange.of(drivers, type, criteria);
        List<Start> candidates = candidates(times);
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        return counted(candidates).stream()
                .min(Comparator.comparingLong(Start::rows).thenComparing(s -> !s.inOrder()))
                .orElseGet(this::everything);
    }

    /** The lists of the criteria; that of the main date only if the others are not cut by it as well as it would cut them. */
    private List<Start> candidates(Optional<TimeRange> times) {
        List<Criterion> byEffort = new ArrayList<>(criteria);
        times.ifPresent(range -> byEffort.remove(range.criterion()));
        byEffort.sort(Comparator.comparingInt(Criterion::effort));
        List<Start> candidates = new ArrayList<>();
        for (Criterion criterion : byEffort) {
            if (isEnough(candidates, criterion)) {
                return candidates;
            }
            criterion
                    .driver(drivers)
                    .map(driver -> start(driver, criterion, times))
                    .ifPresent(candidates::add);
        }
        times.ifPresent(range -> lastly(range, candidates));
        return candidates;
    }

    private Start start(Driver driver, Criterion criterion, Optional<TimeRange> times) {
        Driver cut = times.isPresent() && driver instanceof Driver.Lists lists
                ? times.get().of(lists)
                : driver;
        return new Start(cut, without(criterion), Start.UNCOUNTED);
    }

    private void lastly(TimeRange times, List<Start> candidates) {
        if (times.close()) {
            if (candidates.stream().noneMatch(Start::inOrder)) {
                candidates.add(new Start(times.of(all()), criteria, Start.UNCOUNTED));
            }
        } else if (!isEnough(candidates, times.criterion())) {
            times.criterion()
                    .driver(drivers)
                    .ifPresent(
                            driver -> candidates.add(new Start(driver, without(times.criterion()), Start.UNCOUNTED)));
        }
    }

    /** Whether one of them is so short that another criterion is not worth its effort. */
    private boolean isEnough(List<Start> candidates, Criterion next) {
        if (candidates.isEmpty()) {
            return false;
        }
        candidates.replaceAll(this::estimated);
        long best = candidates.stream().mapToLong(Start::rows).min().orElseThrow();
        return best <= (next.effort() > 1 ? SHORT - 1 : FEW);
    }

    private Start estimated(Start start) {
        return start.rows() == Start.UNCOUNTED
                ? new Start(start.driver(), start.probes(), drivers.estimate(start.driver(), SHORT))
                : start;
    }

    /** Counts all lists a little further until one ends: that a long one is long costs no more than the short one is. */
    private List<Start> counted(List<Start> candidates) {
        List<Start> counted = candidates.stream().map(this::estimated).toList();
        for (int limit = SHORT; limit < LONG; ) {
            int reached = limit;
            if (counted.stream().anyMatch(start -> start.rows() < reached)) {
                break;
            }
            int next = Math.min(4 * limit, LONG);
            counted = counted.stream()
                    .map(s -> new Start(s.driver(), s.probes(), drivers.estimate(s.driver(), next)))
                    .toList();
            limit = next;
        }
        return counted;
    }

    private List<Criterion> without(Criterion used) {
        List<Criterion> others = new ArrayList<>(criteria);
        others.remove(used);
        return others;
    }

    /** Appends what is asked about each row {@code d}. */
    static void probes(SqlText sql, List<Criterion> probes, boolean spanned) {
        for (Criterion criterion : probes) {
            sql.add(" and ");
            criterion.probe(sql, new Outer(Scan.ALIAS, spanned));
        }
    }

    static LongStream pids(List<Found> found) {
        return found.stream().mapToLong(Found::pid);
    }
}
