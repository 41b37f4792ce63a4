package org.casebook.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.casebook.index.tables.TimeLine;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists in the order of the time line, as far as a page needs: a page deep in the result costs what the first one
 * costs. Several lists are merged.
 */
final class Walk {
    private final Drivers drivers;
    private final TypePlan.Start start;
    private final boolean descending;
    private final Cut cut;
    private final Comparator<Found> order;

    Walk(Drivers drivers, TypePlan.Start start, boolean descending, Cut cut) {
        this.drivers = drivers;
        this.start = start;
        this.descending = descending;
        this.cut = cut;
        Comparator<Found> forward = new Order(List.of(new SortKey.ByTimeLine(descending))).comparator();
        this.order = cut.backward() ? forward.reversed() : forward;
    }

    List<Found> run() {
        List<Found> found = new ArrayList<>();
        for (Stretch stretch : stretches()) {
            if (found.size() < cut.limit()) {
                found.addAll(merged(stretch, cut.limit() - found.size()));
            }
        }
        return found;
    }

    /**
     * A stretch of the lists that is read in one direction.
     *
     * @param missing only resources without a date; else null: the direction does not care; false: only those with one
     */
    private record Stretch(@Nullable Boolean missing, boolean down) {}

    /** Resources without a date come last: when dates ascend, they are a stretch of their own. */
    private List<Stretch> stretches() {
        if (descending) {
            return List.of(new Stretch(null, !cut.backward()));
        }
        Stretch dated = new Stretch(false, cut.backward());
        Stretch undated = new Stretch(true, cut.backward());
        List<Stretch> stretches = cut.backward() ? List.of(undated, dated) : List.of(dated, undated);
        Found from = cut.from();
        boolean second = from != null && (from.keys().get(0) == null) != cut.backward();
        return second ? stretches.subList(1, 2) : stretches;
    }

    private List<Found> merged(Stretch stretch, int limit) {
        List<Found> found = new ArrayList<>();
        Found from = inside(stretch) ? cut.from() : null;
        while (true) {
            List<Found> rows = new ArrayList<>();
            @Nullable Found horizon = null;
            for (Scan scan : ((Driver.Lists) start.driver()).scans()) {
                List<Found> some = read(scan, stretch, from, limit);
                rows.addAll(some);
                if (some.size() == limit) {
                    Found last = some.get(limit - 1);
                    horizon = horizon == null || order.compare(last, horizon) < 0 ? last : horizon;
                }
            }
            add(rows, horizon, found);
            if (found.size() >= limit || horizon == null) {
                return found.size() > limit ? found.subList(0, limit) : found;
            }
            from = horizon;
        }
    }

    private boolean inside(Stretch stretch) {
        Found from = cut.from();
        return from != null
                && (stretch.missing == null || stretch.missing == (from.keys().get(0) == null));
    }

    /** Beyond the horizon a list may have rows that were not read: what lies there is read again. */
    private void add(List<Found> rows, @Nullable Found horizon, List<Found> found) {
        rows.sort(order);
        Set<Long> seen = new HashSet<>();
        for (Found row : rows) {
            if ((horizon == null || order.compare(row, horizon) <= 0) && seen.add(row.pid())) {
                found.add(row);
            }
        }
    }

    /** First what stands at the same time behind the hit, then what comes after that time: each is one range of the list. */
    private List<Found> read(Scan scan, Stretch stretch, @Nullable Found from, int limit) {
        if (from == null) {
            return read(scan, stretch, "", List.of(), limit);
        }
        Object key = from.keys().get(0);
        long sort = key == null ? TimeLine.MISSING : (Long) key;
        long step = stretch.down ? -1 : 1;
        String than = stretch.down ? "<=" : ">=";
        List<Found> rows = new ArrayList<>(read(
                scan, stretch, " and d.sort = ? and d.pid " + than + " ?", List.of(sort, from.pid() + step), limit));
        if (rows.size() < limit && !(stretch.down && sort == TimeLine.MISSING)) {
            rows.addAll(read(scan, stretch, " and d.sort " + than + " ?", List.of(sort + step), limit - rows.size()));
        }
        return rows;
    }

    private List<Found> read(Scan scan, Stretch stretch, String range, List<Object> binds, int limit) {
        SqlText sql = drivers.text().add("select d.sort, d.pid");
        scan.from(sql);
        if (stretch.missing != null) {
            sql.add(
                    stretch.missing ? " and d.sort = ?" : " and d.sort >= ?",
                    stretch.missing ? TimeLine.MISSING : TimeLine.MISSING + 1);
        }
        sql.add(range, binds.toArray());
        TypePlan.probes(sql, start.probes(), scan.spanned());
        sql.add(" order by ");
        String direction = stretch.down ? " desc" : "";
        sql.join(scan.leading(), ", ", (s, column) -> s.add(column + direction));
        sql.add(", d.sort" + direction + ", d.pid" + direction + " limit ?", limit);
        return rows(sql.sql());
    }

    private List<Found> rows(Sql sql) {
        return drivers.session().list(sql, row -> {
            long sort = row.getLong(1);
            return new Found(Arrays.asList(sort == TimeLine.MISSING ? null : (Object) sort), row.getLong(2));
        });
    }
}
