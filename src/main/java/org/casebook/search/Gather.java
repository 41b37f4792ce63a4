package org.casebook.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/** Reads the whole result with the values by which it is sorted; for sets that are small or come in no order. */
final class Gather {
    private final Drivers drivers;
    private final TypePlan.Start start;
    private final Order order;
    private final Map<Long, Found> found = new HashMap<>();

    Gather(Drivers drivers, TypePlan.Start start, Order order) {
        this.drivers = drivers;
        this.start = start;
        this.order = order;
    }

    /** The result in no order, each resource once. */
    List<Found> run() {
        if (start.driver() instanceof Driver.Pids known) {
            for (List<Long> some :
                    Drivers.chunks(LongStream.of(known.pids()).boxed().toList())) {
                read(known(some));
            }
        } else if (start.driver() instanceof Driver.Lists lists) {
            for (Scan scan : lists.scans()) {
                SqlText sql = select();
                scan.from(sql);
                TypePlan.probes(sql, start.probes(), scan.spanned());
                read(sql.sql());
            }
        }
        return new ArrayList<>(found.values());
    }

    private Sql known(List<Long> pids) {
        boolean h2 = drivers.session().dialect() == Dialect.H2;
        SqlText sql = select().add(" from index_token d where d." + (h2 ? "id" : "pid") + " in (");
        sql.join(Drivers.padded(pids), ", ", (s, pid) -> s.add("?", h2 ? pid << 20 : pid));
        sql.add(h2 ? ")" : ") and d.n = 0");
        TypePlan.probes(sql, start.probes(), true);
        return sql.sql();
    }

    private SqlText select() {
        SqlText sql = drivers.text().add("select d.pid");
        for (SortKey key : order.keys()) {
            sql.add(", ");
            key.expression(sql);
        }
        return sql;
    }

    private void read(Sql sql) {
        drivers.session().each(sql, row -> {
            Found hit = new Found(keys(row), row.getLong(1));
            found.putIfAbsent(hit.pid(), hit);
        });
    }

    private List<@Nullable Object> keys(ResultSet row) throws SQLException {
        @Nullable Object[] keys = new Object[order.keys().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = order.keys().get(i).value(row.getObject(i + 2));
        }
        return Arrays.asList(keys);
    }

    /** A part of a result that is all here. */
    static List<Found> cut(List<Found> all, Order order, Cut cut) {
        Comparator<Found> comparator = cut.backward() ? order.comparator().reversed() : order.comparator();
        Found from = cut.from();
        return all.stream()
                .filter(hit -> from == null || comparator.compare(hit, from) > 0)
                .sorted(comparator)
                .limit(cut.limit())
                .toList();
    }
}
