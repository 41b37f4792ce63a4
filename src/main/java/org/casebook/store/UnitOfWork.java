package org.casebook.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What is written all together or not at all. It sees its own changes. Versions are collected and written in batches:
 * before a query of {@link #session()} and at the end.
 */
public final class UnitOfWork extends ReadSession {
    private static final byte[] NOTHING = {};
    private final StoreSql sql;
    private final IndexWriter index;
    private final Numbers numbers;
    private final Ids ids;
    private final Instant now;
    private final Map<ResourceKey, Change> pending = new LinkedHashMap<>();
    private final Set<String> fresh = new HashSet<>();
    private final List<Operation> operations = new ArrayList<>();
    /** How many writes of the session were those of changes that {@link #operations} has. */
    private long flushed;

    UnitOfWork(Session session, StoreSql sql, IndexWriter index, Numbers numbers, Ids ids, Instant now) {
        super(session, sql);
        this.sql = sql;
        this.index = index;
        this.numbers = numbers;
        this.ids = ids;
        this.now = now;
    }

    @Override
    public Session session() {
        flush();
        return super.session();
    }

    @Override
    public Optional<StoredResource> current(ResourceKey key) {
        Change change = pending.get(key);
        if (change != null) {
            return Optional.of(change.after());
        }
        if (fresh.contains(key.id())) {
            return Optional.empty();
        }
        return Rows.first(super.session(), Sql.of(sql.locked(), key.type(), key.id()));
    }

    /** Whether there is such a resource, which then nobody deletes until this unit of work has ended. */
    public boolean lives(ResourceKey key) {
        Change change = pending.get(key);
        if (change != null) {
            return !change.after().deleted();
        }
        return !fresh.contains(key.id())
                && super.session()
                        .first(Sql.of(sql.living(), key.type(), key.id()), row -> true)
                        .isPresent();
    }

    /** An id that no resource has. */
    public String newId() {
        String id = ids.next(now.toEpochMilli());
        fresh.add(id);
        return id;
    }

    /** When this unit of work says that its changes happened. */
    public Instant now() {
        return now;
    }

    /**
     * Adds a version: the first, the next, or the one that revives a deleted resource. What it answers holds the resource
     * with its id, meta.versionId and meta.lastUpdated; the tree that is passed in stays as it is.
     */
    public StoredResource put(ResourceKey key, ObjectNode resource, Method method) {
        StoredResource before = before(key);
        long version = before == null ? 1 : before.version() + 1;
        Instant updated = later(before);
        ObjectNode tree = Stamp.on(resource, key.id(), version, updated);
        long pid = before == null ? newPid(key, resource) : before.pid();
        return add(before, new StoredResource(pid, key, version, updated, method, Json.write(tree)), tree);
    }

    /** Adds the version that says that the resource is no more; empty when it is not there. */
    public Optional<StoredResource> delete(ResourceKey key) {
        StoredResource before = before(key);
        if (before == null || before.deleted()) {
            return Optional.empty();
        }
        return Optional.of(add(before, deletion(before), null));
    }

    private StoredResource deletion(StoredResource before) {
        return new StoredResource(
                before.pid(), before.key(), before.version() + 1, later(before), Method.DELETE, NOTHING);
    }

    /** Removes the versions before the newest one; answers how many. */
    public int expungeHistory(ResourceKey key) {
        return remove(new Operation.Remove(key, Operation.Extent.HISTORY, 0));
    }

    /** Removes one version before the newest one; answers whether it was there. */
    public boolean expungeVersion(ResourceKey key, long version) {
        return remove(new Operation.Remove(key, Operation.Extent.VERSION, version)) > 0;
    }

    /** Removes a resource as if it had never been; answers how many versions. */
    public int expunge(ResourceKey key) {
        return remove(new Operation.Remove(key, Operation.Extent.EVERYTHING, 0));
    }

    private int remove(Operation.Remove removal) {
        StoredResource current = before(removal.key());
        if (current == null) {
            return 0;
        }
        int removed = new Expunge(session(), sql, index).remove(current, removal);
        operations.add(removal);
        return removed;
    }

    /**
     * Changes a table that belongs to neither resources nor their index: jobs, audit, and the like. Only what is done
     * through this is kept by the journal; {@link #session()} is for queries.
     */
    public int execute(Sql statement) {
        int rows = session().update(statement);
        operations.add(new Operation.Execute(statement));
        return rows;
    }

    /**
     * Makes every other unit of work that guards the same text wait until this one has ended, in whatever process it runs:
     * between this call and the end, what a search for these criteria answers is changed by nobody who guards them too.
     */
    public void guard(String normalisedCriteria) {
        if (sql.dialect() == Dialect.POSTGRESQL) {
            super.session()
                    .first(
                            Sql.of("select pg_advisory_xact_lock(hashtextextended(?, 0))", normalisedCriteria),
                            row -> true);
        }
    }

    private @Nullable StoredResource before(ResourceKey key) {
        if (pending.containsKey(key)) {
            flush();
            fresh.remove(key.id());
        }
        return current(key).orElse(null);
    }

    /** Two versions of a resource never bear the same instant, so that each is valid for some time. */
    private Instant later(@Nullable StoredResource before) {
        return before == null || before.lastUpdated().isBefore(now)
                ? now
                : before.lastUpdated().plusMillis(1);
    }

    private long newPid(ResourceKey key, ObjectNode resource) {
        long number = numbers.nextPid(super.session());
        return sql.partitioned()
                ? ((long) Compartment.bucket(key, resource) << Compartment.BUCKET_SHIFT) | number
                : number;
    }

    private StoredResource add(@Nullable StoredResource before, StoredResource after, @Nullable ObjectNode tree) {
        pending.put(after.key(), new Change(before, after, tree));
        operations.add(new Operation.Add(after));
        return after;
    }

    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        Session session = super.session();
        long before = session.writes();
        Changes.write(session, sql, numbers.txn(), pending.values());
        index.apply(session, pending.values().stream().map(Change::indexed).toList());
        flushed += session.writes() - before;
        pending.keySet().forEach(key -> fresh.remove(key.id()));
        pending.clear();
    }

    /** Grows with every change; also with a failed attempt to write changes out. */
    long changeCount() {
        return operations.size() + super.session().writes() - flushed;
    }

    /** Writes what is still collected, and the whole into the log. */
    void finish(CommitLog log) {
        flush();
        if (!operations.isEmpty()) {
            long txn = numbers.keep(super.session());
            log.append(txn, numbers.lastPid(), operations);
        }
    }
}
