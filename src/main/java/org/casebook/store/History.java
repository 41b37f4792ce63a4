package org.casebook.store;

import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/**
 * Reads histories: the two tables of versions merged by (updated, pid), each walked along its index no further than the
 * page needs.
 */
final class History {
    private static final String NO_LIMIT = "";

    /** True of every version; without a condition H2 would count the rows themselves, contents and all, while others write. */
    private static final String ALL = "updated >= 0";

    private final Session session;
    private final HistoryQuery query;
    private final SnapshotMarker marker;
    private final List<Object> binds = new ArrayList<>();

    private History(Session session, HistoryQuery query) {
        this.session = session;
        this.query = query;
        this.marker = query.marker() == null ? SnapshotMarker.of(session) : query.marker();
    }

    static HistoryPage page(Session session, HistoryQuery query, int count) {
        return new History(session, query).page(count);
    }

    /** How many versions all pages have together, asked in the state that the first page is read from. */
    static long total(Session session, HistoryQuery query) {
        History history = new History(session, query);
        String text = "select (" + history.branch("count(*)", "resource", NO_LIMIT) + ") + ("
                + history.branch("count(*)", "superseded", NO_LIMIT) + ")";
        return session.number(new Sql(text, history.binds));
    }

    private HistoryPage page(int count) {
        String direction = query.oldestFirst() ? "" : " desc";
        String prefix = query.scope() instanceof HistoryScope.Type ? "type" + direction + ", " : "";
        String order = " order by " + prefix + "updated" + direction + ", pid" + direction + " limit " + (count + 1);
        String text = "select " + Rows.COLUMNS + " from ((" + branch(Rows.COLUMNS, "resource", order) + ") union all ("
                + branch(Rows.COLUMNS, "superseded", order) + ")) versions order by updated" + direction + ", pid"
                + direction + " limit " + (count + 1);
        List<StoredResource> found = Rows.list(session, new Sql(text, binds));
        List<StoredResource> page = found.subList(0, Math.min(count, found.size()));
        boolean more = found.size() > count && count > 0;
        return new HistoryPage(page, marker, more ? HistoryPosition.of(page.get(count - 1)) : null);
    }

    private String branch(String columns, String table, String order) {
        StringBuilder text = new StringBuilder("select " + columns + " from " + table + " where " + scope());
        if (query.marker() != null) {
            condition(text, marker.visible("txn"));
        }
        if (query.since() != null) {
            condition(text, Sql.of("updated >= ?", query.since().toEpochMilli()));
        }
        if (query.validBefore() != null) {
            condition(text, Sql.of("updated < ?", query.validBefore().toEpochMilli()));
        }
        if (query.validFrom() != null && table.equals("superseded")) {
            condition(text, Sql.of("ended > ?", query.validFrom().toEpochMilli()));
        }
        if (query.after() != null) {
            condition(text, after(query.after()));
        }
        return text + order;
    }

    private void condition(StringBuilder text, Sql condition) {
        text.append(" and ").append(condition.text());
        binds.addAll(condition.binds());
    }

    private Sql after(HistoryPosition end) {
        long updated = end.lastUpdated().toEpochMilli();
        String than = query.oldestFirst() ? ">" : "<";
        return Sql.of(
                "updated " + than + "= ? and (updated " + than + " ? or pid " + than + " ?)",
                updated,
                updated,
                end.pid());
    }

    private String scope() {
        if (query.scope() instanceof HistoryScope.Type scope) {
            binds.add(scope.type());
            return "type = ?";
        }
        if (query.scope() instanceof HistoryScope.Resources scope) {
            List<Long> pids = pids(scope);
            binds.addAll(pids);
            return pids.isEmpty() ? "1 = 0" : "pid in (" + "?, ".repeat(pids.size() - 1) + "?)";
        }
        return ALL;
    }

    private List<Long> pids(HistoryScope.Resources scope) {
        List<Long> pids = new ArrayList<>();
        for (ResourceKey key : scope.keys()) {
            session.first(
                            Sql.of("select pid from resource where type = ? and id = ?", key.type(), key.id()),
                            row -> row.getLong(1))
                    .ifPresent(pids::add);
        }
        return pids;
    }
}
