package org.casebook.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps of units of work again, in the same way as the first time: versions, index, and the number reached. */
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private final Database database;
    private final StoreSql sql;
    private final IndexWriter index;
    private long count;

    Replay(Database database, StoreSql sql, IndexWriter index) {
        this.database = database;
        this.sql = sql;
        this.index = index;
    }

    /** The number of the last unit of work that the database has. */
    long applied() {
        return database.read(session -> session.number(Sql.of("select txn from store_state")));
    }

    void apply(byte[] payload) {
        Unit unit = UnitCodec.unit(payload);
        database.write(session -> {
            new Steps(session, unit.txn()).take(unit.operations());
            return session.update(Sql.of("update store_state set txn = ?, pid = ?", unit.txn(), unit.pid()));
        });
        count++;
    }

    /** How many units have been applied. */
    long count() {
        return count;
    }

    /** Says how much was to be done again. */
    void report() {
        if (count > 0) {
            LOG.info("Applied {} units of work of the journal that the database file had not kept", count);
        }
    }

    private final class Steps {
        private final Session session;
        private final long txn;
        private final Map<ResourceKey, Change> pending = new LinkedHashMap<>();

        Steps(Session session, long txn) {
            this.session = session;
            this.txn = txn;
        }

        void take(List<Operation> operations) {
            operations.forEach(this::take);
            flush();
        }

        private void take(Operation operation) {
            if (operation instanceof Operation.Add add) {
                add(add.version());
            } else if (operation instanceof Operation.Remove remove) {
                flush();
                StoredResource current = current(remove.key());
                if (current != null) {
                    new Expunge(session, sql, index).remove(current, remove);
                }
            } else if (operation instanceof Operation.Execute execute) {
                session.update(execute.sql());
            }
        }

        private void add(StoredResource version) {
            if (pending.containsKey(version.key())) {
                flush();
            }
            StoredResource before = version.version() == 1 ? null : current(version.key());
            pending.put(
                    version.key(),
                    new Change(before, version, version.deleted() ? null : Json.stored(version.content())));
        }

        private @Nullable StoredResource current(ResourceKey key) {
            return Rows.first(session, Sql.of(sql.current(), key.type(), key.id()))
                    .orElse(null);
        }

        private void flush() {
            List<Change> changes = new ArrayList<>(pending.values());
            pending.clear();
            Changes.write(session, sql, txn, changes);
            index.apply(session, changes.stream().map(Change::indexed).toList());
        }
    }
}
