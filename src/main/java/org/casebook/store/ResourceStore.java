package org.casebook.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Transaction;
import org.casebook.store.backup.Backup;
import org.casebook.store.backup.Restore;
import org.casebook.store.care.CareDesk;
import org.casebook.store.journal.Disk;
import org.casebook.store.journal.KeptSegments;
import org.casebook.store.journal.RealDisk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All resources with all their versions. */
public final class ResourceStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceStore.class);

    /** The name of the journal's folder in the data folder. */
    static final String JOURNAL = "journal";

    /** Less than the ten seconds after which containers are killed. */
    private static final Duration LONGEST_AT_STOP = Duration.ofSeconds(7);

    private final Database database;
    private final IndexWriter index;
    private final Clock clock;
    private final StoreSql sql;
    private volatile Numbers numbers;
    private final Ids ids = new Ids();
    /** H2 has one writer at a time: its transactions then never wait for, or break, each other. */
    private final ReentrantLock writer = new ReentrantLock();

    private final boolean single;
    /** The group of units that is still taking in; only touched by who holds {@link #writer}. */
    private @Nullable WriteGroup open;

    private volatile CommitLog log;
    /** Where commands of other processes ask for care, since they cannot open the folder themselves. */
    private final @Nullable CareDesk desk;

    private final @Nullable Reopening reopening;

    /** The unit of work that the thread is in; what it reads meanwhile must see what it has written. */
    private final ThreadLocal<UnitOfWork> current = new ThreadLocal<>();

    private ResourceStore(Database database, IndexWriter index, Clock clock, Disk disk) {
        this.database = database;
        this.index = index;
        this.clock = clock;
        this.sql = StoreSql.of(database);
        this.single = database.dialect() == Dialect.H2;
        this.log = database.folder().map(folder -> journal(folder, disk)).orElse(CommitLog.NONE);
        this.numbers = database.read(single ? LocalNumbers::load : SharedNumbers::load);
        this.desk = database.folder().map(this::desk).orElse(null);
        this.reopening = database.folder()
                .map(folder -> Reopening.watch(database, () -> reopen(folder, disk)))
                .orElse(null);
    }

    private CommitLog journal(Path folder, Disk disk) {
        Replay replay = new Replay(database, sql, index);
        Path files = folder.resolve(JOURNAL);
        CommitLog journal =
                JournalledCommits.open(files, disk, database, replay, this::alone, new KeptSegments(files)::keep);
        replay.report();
        return journal;
    }

    private CareDesk desk(Path folder) {
        // Whoever was at it has ended, for the folder is open once at a time.
        database.write(Reindex::releaseAll);
        Care care = new Care(this, index);
        return CareDesk.open(folder, care::run);
    }

    /** What H2 has not kept comes from the journal, as at a start. */
    private void reopen(Path folder, Disk disk) {
        writer.lock();
        try {
            commitOpen();
            log.abandon();
            database.reopen();
            log = journal(folder, disk);
            numbers = database.read(LocalNumbers::load);
            database.write(Reindex::releaseAll);
        } finally {
            writer.unlock();
        }
    }

    /** A store over an open database, which is closed with it. */
    public static ResourceStore open(Database database, IndexWriter index) {
        return open(database, index, Clock.systemUTC(), new RealDisk());
    }

    /** For tests that set the time, or take the power away. */
    static ResourceStore open(Database database, IndexWriter index, Clock clock, Disk disk) {
        return new ResourceStore(database, index, clock, disk);
    }

    public Database database() {
        return database;
    }

    /** Reads one state of the store; inside a unit of work the state that the unit has made so far. */
    public <T> T read(Function<ReadSession, T> work) {
        UnitOfWork unit = current.get();
        if (unit != null) {
            return work.apply(unit);
        }
        return database.read(session -> work.apply(new ReadSession(session, sql)));
    }

    /**
     * Runs a unit of work; it is durable when this returns. The function is run again when the transaction has lost a race:
     * it must have no other effects.
     */
    public <T> T write(Function<UnitOfWork, T> work) {
        if (current.get() != null) {
            throw new IllegalStateException("A unit of work inside a unit of work");
        }
        return Retry.run(() -> single ? inTurn(work, false) : transaction(work));
    }

    /**
     * Works in turn with other threads, and in one transaction with those that wait. The answer waits for all that was
     * written before, also when this unit has changed nothing: what it says about others' changes must be as durable as
     * its own.
     *
     * @param alone in a transaction of its own
     */
    private <T> T inTurn(Function<UnitOfWork, T> work, boolean alone) {
        WriteGroup group;
        WriteGroup.Done<T> done;
        writer.lock();
        try {
            if (alone) {
                commitOpen();
            }
            group = join();
            current.set(group.unit());
            try {
                done = group.run(work);
            } finally {
                current.remove();
            }
            // Who waits for the lock goes on with the group, and is then the one to ask.
            if (alone || group.isFull() || group.isOver() || !writer.hasQueuedThreads()) {
                commitOpen();
            }
        } finally {
            writer.unlock();
        }
        Optional<Long> end = group.await();
        if (end.isPresent()) {
            log.await(end.get());
        } else if (!alone && !group.isEmpty()) {
            return inTurn(work, true);
        }
        return done.get();
    }

    /** Runs something while nobody is in a transaction that writes. */
    private void alone(Runnable work) {
        writer.lock();
        try {
            commitOpen();
            work.run();
        } finally {
            writer.unlock();
        }
    }

    private WriteGroup join() {
        if (open == null) {
            Transaction transaction = database.begin();
            open = new WriteGroup(transaction, unit(transaction.session()), log);
        }
        return open;
    }

    private void commitOpen() {
        WriteGroup group = open;
        open = null;
        if (group != null && !group.isOver()) {
            group.commit();
        }
    }

    private UnitOfWork unit(Session session) {
        return new UnitOfWork(session, sql, index, numbers, ids, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private <T> T transaction(Function<UnitOfWork, T> work) {
        return database.write(session -> {
            UnitOfWork unit = unit(session);
            current.set(unit);
            try {
                T result = work.apply(unit);
                unit.finish(log);
                return result;
            } finally {
                current.remove();
            }
        });
    }

    /**
     * Writes one state of the store into a file, while it is in use; answers how many rows. See {@link Backup}.
     *
     * @param progress gets the number of rows written so far, now and then
     */
    public long backup(Path file, LongConsumer progress) {
        long rows = Backup.write(database, file, progress);
        // Read back from its first byte to its checksum, before the journal lets go of what it holds.
        long txn = Restore.lastTxn(file);
        database.folder().ifPresent(folder -> new KeptSegments(folder.resolve(JOURNAL)).release(txn));
        return rows;
    }

    /** Brings the database's own files up to date on disk and shortens the journal; done from time to time anyway. */
    public void checkpoint() {
        log.checkpoint();
    }

    /** Bytes of the journal that the database's own files do not have yet; 0 where there is no journal. */
    public long journalBytes() {
        return log.length();
    }

    @Override
    public void close() {
        boolean wasteful = false;
        try {
            if (reopening != null) {
                reopening.close();
            }
            if (desk != null) {
                desk.close();
            }
            log.close();
            wasteful = desk != null && database.fileUse().isWasteful();
        } finally {
            database.close();
        }
        if (wasteful) {
            compact(database.folder().orElseThrow());
        }
    }

    /** A stop should not take long: who has more than fits into the time can say 'casebook compact'. */
    private static void compact(Path folder) {
        try {
            Database.compact(folder, LONGEST_AT_STOP)
                    .ifPresent(lengths -> LOG.info(
                            "The database file is {} MB long now, it was {} MB",
                            mega(lengths.after()),
                            mega(lengths.before())));
        } catch (RuntimeException e) {
            LOG.info("The database file stays as long as it is, for now: {}", e.getMessage());
        }
    }

    private static long mega(long bytes) {
        return bytes / 1_000_000;
    }
}
