package org.casebook.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Reads versions; everything it answers belongs to the same state of the store. */
public sealed class ReadSession permits UnitOfWork {
    private final Session session;
    private final StoreSql sql;

    ReadSession(Session session, StoreSql sql) {
        this.session = session;
        this.sql = sql;
    }

    /** For the queries of search, over the same state. */
    public Session session() {
        return session;
    }

    /** The newest version, which may be a deletion. */
    public Optional<StoredResource> current(ResourceKey key) {
        return Rows.first(session(), new Sql(sql.current(), List.of(key.type(), key.id())));
    }

    /** One version (R4 section 3.1.0.3), which may be a deletion. */
    public Optional<StoredResource> version(ResourceKey key, long version) {
        Optional<StoredResource> current = current(key);
        if (current.isEmpty() || current.get().version() <= version) {
            return current.filter(resource -> resource.version() == version);
        }
        String text = "select " + Rows.COLUMNS + " from superseded where pid = ? and version = ?";
        return Rows.first(session(), Sql.of(text, current.get().pid(), version));
    }

    /** A page of at most count versions of a history. */
    public HistoryPage history(HistoryQuery query, int count) {
        return History.page(session(), query, count);
    }

    /** How many versions a history has, on all its pages together. */
    public long historyTotal(HistoryQuery query) {
        return History.total(session(), query);
    }

    /** Names the state that is being read. */
    public SnapshotMarker marker() {
        return SnapshotMarker.of(session());
    }

    /** The newest versions of these resources in the order asked for; those that are gone are left out. */
    public List<StoredResource> byPids(Collection<Long> pids) {
        Map<Long, StoredResource> found = new HashMap<>();
        List<Long> wanted = List.copyOf(pids);
        for (int from = 0; from < wanted.size(); from += 100) {
            List<Long> some = wanted.subList(from, Math.min(from + 100, wanted.size()));
            Rows.list(session(), listed(some)).forEach(resource -> found.put(resource.pid(), resource));
        }
        List<StoredResource> ordered = new ArrayList<>(wanted.size());
        for (Long pid : wanted) {
            StoredResource resource = found.get(pid);
            if (resource != null && !resource.deleted()) {
                ordered.add(resource);
            }
        }
        return ordered;
    }

    /** Padded to a few lengths, so that few statements are prepared. */
    private Sql listed(List<Long> pids) {
        int length =
                pids.size() == 1 ? 1 : pids.size() <= 10 ? 10 : pids.size() <= 25 ? 25 : pids.size() <= 50 ? 50 : 100;
        List<Object> binds = new ArrayList<>(pids);
        while (binds.size() < length) {
            binds.add(pids.get(0));
        }
        String marks = "?, ".repeat(length - 1) + "?";
        return new Sql("select " + Rows.COLUMNS + " from resource where pid in (" + marks + ")", binds);
    }

    /** The resources of a type that are not deleted, in the order in which they came; from the one after this pid. */
    public List<StoredResource> ofType(String type, long afterPid, int count) {
        String text = "select " + Rows.COLUMNS + " from resource where type = ? and deleted = false and pid > ?"
                + " order by type, deleted, pid limit ?";
        return Rows.list(session(), Sql.of(text, type, afterPid, count));
    }

    /** How many resources of each type there are, deleted ones not counted. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        session()
                .each(
                        Sql.of("select type, count(*) from resource where deleted = false group by type"),
                        row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }
}
