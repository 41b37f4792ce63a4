package org.casebook.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Dialect;

/** All resources with all their versions. */
public final class ResourceStore implements AutoCloseable {
    private final Database database;
    private final IndexWriter index;
    private final Clock clock;
    private final StoreSql sql;
    private final Numbers numbers;
    private final Ids ids = new Ids();
    /** H2 has one writer at a time: its transactions then never wait for, or break, each other. */
    private final ReentrantLock writer = new ReentrantLock();

    private final boolean single;

    private ResourceStore(Database database, IndexWriter index, Clock clock) {
        this.database = database;
        this.index = index;
        this.clock = clock;
        this.sql = StoreSql.of(database);
        this.single = database.dialect() == Dialect.H2;
        this.numbers = database.read(single ? LocalNumbers::load : SharedNumbers::load);
    }

    /** A store over an open database, which is closed with it. */
    public static ResourceStore open(Database database, IndexWriter index) {
        return open(database, index, Clock.systemUTC());
    }

    /** For tests that set the time. */
    public static ResourceStore open(Database database, IndexWriter index, Clock clock) {
        return new ResourceStore(database, index, clock);
    }

    public Database database() {
        return database;
    }

    /** Reads one state of the store. */
    public <T> T read(Function<ReadSession, T> work) {
        return database.read(session -> work.apply(new ReadSession(session, sql)));
    }

    /**
     * Runs a unit of work; it is durable when this returns. The function is run again when the transaction has lost a race:
     * it must have no other effects.
     */
    public <T> T write(Function<UnitOfWork, T> work) {
        if (writer.isHeldByCurrentThread()) {
            throw new IllegalStateException("A unit of work inside a unit of work");
        }
        return Retry.run(() -> single ? alone(work) : transaction(work));
    }

    private <T> T alone(Function<UnitOfWork, T> work) {
        writer.lock();
        try {
            return transaction(work);
        } finally {
            writer.unlock();
        }
    }

    private <T> T transaction(Function<UnitOfWork, T> work) {
        return database.write(session -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            UnitOfWork unit = new UnitOfWork(session, sql, index, numbers, ids, now);
            T result = work.apply(unit);
            unit.finish();
            return result;
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
