package org.casebook.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/**
 * Brings index rows in line with the resources and the search parameters that are in force, while the store is in use: a
 * portion of resources a transaction. It is known by a name (that of a new search parameter, for instance), goes on where
 * it ended when it is started again, and is done by one process at a time.
 */
public final class Reindex {
    private static final int PORTION = 50;
    private static final long LEASE_MILLIS = 30_000;
    private final ResourceStore store;
    private final IndexWriter index;
    private final Clock clock;
    private final String name;
    private final List<String> types;

    /**
     * A reindexing of this name.
     *
     * @param types the resource types concerned; empty for all
     */
    public Reindex(ResourceStore store, IndexWriter index, String name, Collection<String> types) {
        this.store = store;
        this.index = index;
        this.clock = Clock.systemUTC();
        this.name = name;
        this.types = List.copyOf(types);
    }

    /** Forgets how far it had come, so that the next run begins at the first resource. */
    public void restart() {
        store.write(unit -> unit.session().update(Sql.of("delete from reindex where name = ?", name)));
    }

    /** Lets go of what processes were at that have ended, without waiting for their lease to run out. */
    static int releaseAll(Session session) {
        return session.update(new Sql("update reindex set busy_until = 0 where busy_until > 0", List.of()));
    }

    /**
     * Runs to the end and tells of each portion. Answers false, having done nothing, while another process is at it.
     */
    public boolean run(Consumer<ReindexProgress> told) {
        if (!claim()) {
            return false;
        }
        store.write(unit -> {
            index.removeOrphans(unit.session());
            return null;
        });
        boolean more = true;
        while (more) {
            more = store.write(unit -> portion(unit.session()));
            store.read(reader -> ReindexProgress.of(reader.session(), name)).ifPresent(told);
        }
        // Index rows are not in the journal. Only when they are on disk may it be said that they are.
        store.checkpoint();
        store.write(unit -> unit.session()
                .update(Sql.of(
                        "update reindex set finished = ?, busy_until = 0 where name = ?", clock.millis(), name)));
        store.read(reader -> ReindexProgress.of(reader.session(), name)).ifPresent(told);
        return true;
    }

    private boolean claim() {
        return store.write(unit -> {
            Session session = unit.session();
            long now = clock.millis();
            Optional<Long> busyUntil = session.first(
                    Sql.of(
                            "select busy_until from reindex where name = ?"
                                    + session.dialect().forUpdate(),
                            name),
                    row -> row.getLong(1));
            if (busyUntil.isEmpty()) {
                Sql insert = Sql.of(
                        "insert into reindex (name, after_pid, done, total, started, busy_until) values (?, ?, 0, ?, ?, ?)",
                        name,
                        Long.MIN_VALUE,
                        total(session),
                        now,
                        now + LEASE_MILLIS);
                return session.update(insert) == 1;
            }
            if (busyUntil.get() > now) {
                return false;
            }
            return session.update(Sql.of("update reindex set busy_until = ? where name = ?", now + LEASE_MILLIS, name))
                    == 1;
        });
    }

    private long total(Session session) {
        return session.number(typed("select count(*) from resource where deleted = false", ""));
    }

    private boolean portion(Session session) {
        long after = session.number(Sql.of("select after_pid from reindex where name = ?", name));
        List<StoredResource> resources = Rows.list(
                session,
                typed(
                        "select " + Rows.COLUMNS + " from resource where deleted = false and pid > " + after,
                        " order by pid limit " + PORTION + session.dialect().forUpdate()));
        if (resources.isEmpty()) {
            return false;
        }
        index.refresh(session, resources.stream().map(Change::unchanged).toList());
        session.update(Sql.of(
                "update reindex set after_pid = ?, done = done + ?, busy_until = ? where name = ?",
                resources.get(resources.size() - 1).pid(),
                resources.size(),
                clock.millis() + LEASE_MILLIS,
                name));
        return true;
    }

    private Sql typed(String start, String end) {
        if (types.isEmpty()) {
            return Sql.of(start + end);
        }
        String marks = "?, ".repeat(types.size() - 1) + "?";
        return new Sql(start + " and type in (" + marks + ")" + end, new ArrayList<>(types));
    }
}
