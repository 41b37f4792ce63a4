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
    private final boolean down;
    private final Cut cut;
    private final List<Found> found = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();

    /** @param descending the direction of the sort */
    SortedWalk(Drivers drivers, List<Criterion> criteria, boolean descending, Cut cut) {
        this.drivers = drivers;
        this.criteria = criteria;
        this.down = descending != cut.backward();
        this.cut = cut;
    }

    /** @param lists in the order of the result */
    List<Found> run(List<KeyList> lists) {
        List<KeyList> inTurn = new ArrayList<>(lists);
        if (cut.backward()) {
            Collections.reverse(inTurn);
        }
        Found from = cut.from();
        boolean reached = from == null;
        for (KeyList list : inTurn) {
            boolean here = from != null && list.valued() == (from.keys().get(0) != null);
            reached |= here;
            if (reached && found.size() < cut.limit()) {
                walk(list, here ? from : null);
            }
        }
        return found;
    }

    /** A resource that has the value twice stands in the list twice; then there is more to read than a page. */
    private void walk(KeyList list, @Nullable Found start) {
        Found from = start;
        while (true) {
            List<Found> rows = part(list, from);
            for (Found row : rows) {
                if (found.size() < cut.limit() && seen.add(row.pid())) {
                    found.add(row);
                }
            }
            if (rows.size() < cut.limit() || found.size() >= cut.limit()) {
                return;
            }
            from = rows.get(rows.size() - 1);
        }
    }

    /** First what is equal in all columns but has another pid, then what is equal in all but the last, and so on. */
    private List<Found> part(KeyList list, @Nullable Found from) {
        if (from == null) {
            return read(list, drivers.text().sql(), cut.limit());
        }
        List<Object> values = values(list, from);
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
                rows.addAll(read(list, range.sql(), cut.limit() - rows.size()));
            }
        }
        return rows;
    }

    private static List<Object> values(KeyList list, Found from) {
        List<Object> values = new ArrayList<>();
        from.keys().stream().skip(list.valued() ? 0 : 1).forEach(values::add);
        return values;
    }

    /** Bounds are not strict where that can be had: H2 reads all that is equal before what is greater. */
    private boolean beyond(SqlText range, String column, Object value) {
        if (value instanceof Long number) {
            range.add(" and " + column + (down ? " <= ?" : " >= ?"), down ? number - 1 : number + 1);
            return !down || number != Long.MIN_VALUE;
        }
        range.add(" and " + column + (down ? " < ?" : " >= ?"), down ? value : value + "\u0001");
        return true;
    }

    private List<Found> read(KeyList list, Sql range, int limit) {
        SqlText sql = drivers.text().add("select d.pid");
        list.columns().forEach(column -> sql.add(", " + column));
        sql.add(list.rows()).add(range);
        TypePlan.probes(sql, criteria, false);
        List<String> order = new ArrayList<>(list.leading());
        order.addAll(list.columns());
        if (!list.unique()) {
            order.add("d.pid");
        }
        sql.add(" order by ").join(order, ", ", (s, column) -> s.add(column + (down ? " desc" : "")));
        return drivers.session().list(sql.add(" limit ?", limit).sql(), row -> {
            List<@Nullable Object> keys = new ArrayList<>();
            if (!list.valued()) {
                keys.add(null);
            }
            for (int i = 0; i < list.columns().size(); i++) {
                keys.add(row.getObject(i + 2));
            }
            return new Found(keys, row.getLong(1));
        });
    }
}
