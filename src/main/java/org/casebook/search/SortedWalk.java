package org.casebook.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Reads the resources of a type in the order of a key of {@code _sort}, as far as a page needs: those that have a value for
 * it, then those that have none. For sets that are too large to be read as a whole for each page.
 */
final class SortedWalk {
    private final Drivers drivers;
    private final List<Criterion> criteria;
    private final Order order;
    private final boolean down;
    private final Cut cut;
    private final List<Found> found = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();

    SortedWalk(Drivers drivers, List<Criterion> criteria, Order order, Cut cut) {
        this.drivers = drivers;
        this.criteria = criteria;
        this.order = order;
        this.down = order.descending() != cut.backward();
        this.cut = cut;
    }

    /** @param groups in the order of the result */
    List<Found> run(List<KeyGroup> groups) {
        List<KeyGroup> inTurn = new ArrayList<>(groups);
        if (cut.backward()) {
            Collections.reverse(inTurn);
        }
        Found from = cut.from();
        for (KeyGroup group : inTurn) {
            int place = from == null ? 1 : cut.backward() ? -group.place(order, from) : group.place(order, from);
            if (place >= 0 && found.size() < cut.limit()) {
                walk(group, place == 0 ? from : null);
            }
        }
        return found;
    }

    /**
     * Beyond the horizon a list may have rows that were not read: what lies there is read again. A resource that has the
     * value twice stands in the lists twice.
     */
    private void walk(KeyGroup group, @Nullable Found start) {
        Found from = start;
        do {
            List<Found> rows = new ArrayList<>();
            @Nullable Found horizon = null;
            for (KeyList list : group.lists()) {
                List<Found> some = part(group, list, from);
                rows.addAll(some);
                if (some.size() == cut.limit()) {
                    Found last = some.get(some.size() - 1);
                    horizon = horizon == null || compare(last, horizon) < 0 ? last : horizon;
                }
            }
            add(rows, horizon);
            from = horizon;
        } while (from != null && found.size() < cut.limit());
    }

    private void add(List<Found> rows, @Nullable Found horizon) {
        rows.sort(this::compare);
        for (Found row : rows) {
            boolean near = horizon == null || compare(row, horizon) <= 0;
            if (near && found.size() < cut.limit() && seen.add(row.pid())) {
                found.add(row);
            }
        }
    }

    private int compare(Found a, Found b) {
        int forward = order.comparator().compare(a, b);
        return cut.backward() ? -forward : forward;
    }

    /** First what is equal in all columns but has another pid, then what is equal in all but the last, and so on. */
    private List<Found> part(KeyGroup group, KeyList list, @Nullable Found from) {
        if (from == null) {
            return read(group, list, drivers.text().sql(), cut.limit());
        }
        List<@Nullable Object> values =
                from.keys().subList(group.before().size(), from.keys().size());
        List<Found> rows = new ArrayList<>();
        for (int equal = values.size() - (list.unique() ? 1 : 0); equal >= 0 && rows.size() < cut.limit(); equal--) {
            SqlText range = drivers.text();
            for (int i = 0; i < equal; i++) {
                range.add(" and " + list.columns().get(i) + " = ?", values.get(i));
            }
            boolean more = equal == values.size()
                    ? beyond(range, "d.pid", from.pid())
                    : beyond(range, list.columns().get(equal), values.get(equal));
            if (more) {
                rows.addAll(read(group, list, range.sql(), cut.limit() - rows.size()));
            }
        }
        return rows;
    }

    /** Bounds are not strict where that can be had: H2 reads all that is equal before what is greater. */
    private boolean beyond(SqlText range, String column, Object value) {
        if (value instanceof Long number) {
            range.add(" and " + column + (down ? " <= ?" : " >= ?"), down ? number - 1 : number + 1);
            return !down || number != Long.MIN_VALUE;
        }
        if (value instanceof Double number) {
            range.add(
                    " and " + column + (down ? " <= ?" : " >= ?"), down ? Math.nextDown(number) : Math.nextUp(number));
            return true;
        }
        range.add(" and " + column + (down ? " < ?" : " >= ?"), down ? value : value + "\u0001");
        return true;
    }

    private List<Found> read(KeyGroup group, KeyList list, Sql range, int limit) {
        SqlText sql = drivers.text().add("select d.pid");
        list.columns().forEach(column -> sql.add(", " + column));
        sql.add(list.rows()).add(range);
        TypePlan.probes(sql, criteria, false);
        List<String> columns = new ArrayList<>(list.leading());
        columns.addAll(list.columns());
        if (!list.unique()) {
            columns.add("d.pid");
        }
        sql.add(" order by ").join(columns, ", ", (s, column) -> s.add(column + (down ? " desc" : "")));
        return drivers.session().list(sql.add(" limit ?", limit).sql(), row -> {
            List<@Nullable Object> keys = new ArrayList<>(group.before());
            for (int i = 0; i < list.columns().size(); i++) {
                keys.add(row.getObject(i + 2));
            }
            return new Found(keys, row.getLong(1));
        });
    }
}
