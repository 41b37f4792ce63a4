package org.casebook.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.casebook.jdbc.Database;
import org.casebook.store.journal.Disk;
import org.casebook.store.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in front of an H2 file. The file holds the state of the last checkpoint; a checkpoint comes when the journal
 * is long or a while has passed, and drops the segments that are then no longer needed.
 */
final class JournalledCommits implements CommitLog {
    private static final Logger LOG = LoggerFactory.getLogger(JournalledCommits.class);
    private static final long LONG_JOURNAL = 48L << 20;
    private static final long CHECKPOINT_SECONDS = 20;
    private final Journal journal;
    private final Database database;
    private final Consumer<Runnable> alone;
    private final Consumer<Path> keeper;
    private final IdleTidying tidying;
    private final ScheduledExecutorService background;
    private long seconds;

    private JournalledCommits(Journal journal, Database database, Consumer<Runnable> alone, Consumer<Path> keeper) {
        this.journal = journal;
        this.database = database;
        this.alone = alone;
        this.keeper = keeper;
        this.tidying = new IdleTidying(database);
        this.background = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "casebook-checkpoint");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Applies what the database lacks, and begins a new segment.
     *
     * @param alone runs what it is given while nobody is in a transaction that writes
     */
    static JournalledCommits open(
            Path folder, Disk disk, Database database, Replay replay, Consumer<Runnable> alone, Consumer<Path> keeper) {
        Journal journal = Journal.open(folder, disk, replay.applied(), record -> replay.apply(record.payload()));
        JournalledCommits commits = new JournalledCommits(journal, database, alone, keeper);
        forceNames(folder, disk);
        commits.checkpoint();
        commits.background.scheduleWithFixedDelay(commits::everySecond, 1, 1, TimeUnit.SECONDS);
        return commits;
    }

    /** H2 has made its file in the folder above, and forces what is in it but not its name. */
    private static void forceNames(Path folder, Disk disk) {
        try {
            disk.forceFolder(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot be forced to disk", e);
        }
    }

    @Override
    public long position() {
        return journal.appended();
    }

    @Override
    public void append(long txn, long pid, List<Operation> operations) {
        journal.append(txn, UnitCodec.bytes(new Unit(txn, pid, operations)));
    }

    @Override
    public void undo(long position) {
        journal.undo(position);
    }

    @Override
    public void await(long position) {
        journal.await(position);
    }

    @Override
    public long length() {
        return journal.length();
    }

    private void everySecond() {
        try {
            boolean anew = journal.hasRecords() || tidying.hasChanged();
            if (journal.length() > LONG_JOURNAL || (++seconds >= CHECKPOINT_SECONDS && anew)) {
                checkpoint();
            }
            tidying.everySecond(journal.appended());
        } catch (RuntimeException e) {
            LOG.error("A checkpoint or the tidying after it failed; the journal grows until a checkpoint succeeds", e);
        }
    }

    @Override
    public synchronized void checkpoint() {
        seconds = 0;
        tidying.checkpointed();
        AtomicLong last = new AtomicLong();
        database.checkpoint(mark -> alone.accept(() -> {
            last.set(journal.hasRecords() ? journal.rotate() : journal.appended());
            mark.run();
        }));
        journal.release(last.get(), keeper);
    }

    @Override
    public void abandon() {
        background.shutdownNow();
        journal.abandon();
    }

    @Override
    public void close() {
        background.shutdown();
        try {
            background.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            checkpoint();
        } finally {
            journal.close();
        }
    }
}
