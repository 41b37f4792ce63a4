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

    /** A set to start from; what is left to ask; how many rows the set has, counted up to a limit. */
    record Start(Driver driver, List<Criterion> probes, long rows) {
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
        Start start = start();
        if (order.onTimeLine()) {
            if (start.inOrder()) {
                return new Walk(drivers, start, order.descending(), cut).run();
            }
            if (start.rows() >= LONG) {
                return new Walk(drivers, everything(), order.descending(), cut).run();
            }
        }
        if (start.rows() >= LONG && !contained) {
            Optional<List<KeyGroup>> groups = KeyLists.of(drivers, type, order);
            if (groups.isPresent()) {
                return new SortedWalk(drivers, criteria, order, cut).run(groups.get());
            }
        }
        return Gather.cut(new Gather(drivers, start, order).run(), order, cut);
    }

    /** How many resources there are in the result. */
    long count() {
        Start start = start();
        if (start.driver() instanceof Driver.Lists lists
                && lists.scans().size() == 1
                && lists.scans().get(0).unique()) {
            SqlText sql = drivers.text().add("select count(*)");
            Scan scan = lists.scans().get(0);
            scan.from(sql);
            probes(sql, start.probes(), scan.spanned());
            return drivers.session().number(sql.sql());
        }
        return pids(Integer.MAX_VALUE).map(pids -> (long) pids.length).orElse(0L);
    }

    /** The result in no order, unless it has more than this. */
    Optional<long[]> pids(int most) {
        List<Found> found = new Gather(drivers, start(), new Order(List.of())).run();
        return found.size() > most
                ? Optional.empty()
                : Optional.of(found.stream().mapToLong(Found::pid).toArray());
    }

    /** Whether it starts from a list that is not too long. */
    boolean isSelective() {
        return start().rows() < LONG;
    }

    /** The number of rows from which it starts, when they are all there is to ask. */
    OptionalLong exactRows() {
        return OptionalLong.empty();
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
        return what + " (" + (chosen.rows() >= LONG ? "at least " : "") + chosen.rows() + " rows)";
    }

    private Start everything() {
        return new Start(new Driver.Lists(List.of(Drivers.everything(type, contained))), criteria, LONG);
    }

    private Start choose() {
        List<Criterion> byEffort = new ArrayList<>(criteria);
        byEffort.sort(Comparator.comparingInt(Criterion::effort));
        List<Start> candidates = new ArrayList<>();
        for (Criterion criterion : byEffort) {
            Optional<Start> best = candidates.stream().min(Comparator.comparingLong(Start::rows));
            if (best.isPresent() && best.get().rows() <= (criterion.effort() > 1 ? SHORT - 1 : FEW)) {
                return best.get();
            }
            criterion
                    .driver(drivers)
                    .ifPresent(driver ->
                            candidates.add(new Start(driver, without(criterion), drivers.estimate(driver, SHORT))));
        }
        return counted(candidates).stream()
                .min(Comparator.comparingLong(Start::rows).thenComparing(s -> !s.inOrder()))
                .orElseGet(this::everything);
    }

    /** Counts all lists a little further until one ends: that a long one is long costs no more than the short one is. */
    private List<Start> counted(List<Start> candidates) {
        List<Start> counted = candidates;
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
