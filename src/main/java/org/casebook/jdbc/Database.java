package org.casebook.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.casebook.jdbc.h2.Checkpoint;
import org.casebook.jdbc.h2.CheckpointedFilePath;
import org.casebook.jdbc.h2.Compaction;
import org.casebook.jdbc.h2.FileUse;
import org.casebook.jdbc.h2.Tidying;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** An open database with Casebook's schema in its newest form. */
public final class Database implements AutoCloseable {
    private final DatabaseAddress address;
    private final Connections writers;
    private final Connections readers;
    private final ThreadLocal<TimeLimit> limit;

    private Database(DatabaseAddress address, Connections writers, Connections readers, ThreadLocal<TimeLimit> limit) {
        this.address = address;
        this.writers = writers;
        this.readers = readers;
        this.limit = limit;
    }

    /** Connects, and brings the schema up to date. */
    public static Database open(DatabaseAddress address) {
        CheckpointedFilePath.register();
        ThreadLocal<TimeLimit> limit = new ThreadLocal<>();
        Connections writers = Connections.transactions(address, limit);
        try {
            Schema.migrate(writers, address);
            return new Database(address, writers, Connections.snapshots(address, limit), limit);
        } catch (RuntimeException e) {
            writers.close();
            throw e;
        }
    }

    public Dialect dialect() {
        return address.dialect();
    }

    /** The folder of an H2 file, where its journal is kept too; empty for every other database. */
    public Optional<Path> folder() {
        return Optional.ofNullable(address.folder());
    }

    /** Makes all that was committed the content of the H2 file, durably, while nobody else uses the database. */
    public void checkpoint() {
        checkpoint(Runnable::run);
    }

    /**
     * Makes all that was committed the content of the H2 file, durably.
     *
     * @param alone runs what it is given, which takes a short time, while nobody is in a transaction that writes
     */
    public void checkpoint(Consumer<Runnable> alone) {
        Path file = Objects.requireNonNull(address.folder()).resolve(DatabaseAddress.FILE);
        readers.run(session -> {
            try {
                Checkpoint.take(session.connection(), file, alone);
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException("The database file cannot be written", e);
            } catch (SQLException e) {
                throw SqlStates.translate(e);
            }
        });
    }

    /** Makes the H2 file a portion shorter, if it can; the next checkpoint does so on disk. Answers what it is like then. */
    public FileUse tidy() {
        return onConnection(Tidying::portion);
    }

    /** How much of the H2 file is needed. */
    public FileUse fileUse() {
        return onConnection(Tidying::use);
    }

    /**
     * Writes the H2 file of a folder anew, without what is no longer needed.
     *
     * @param limit after which it is given up, and the file is as it was
     * @return empty, and nothing has been done, if a process has it open
     */
    public static Optional<Compaction.Lengths> compact(Path folder, Duration limit) {
        CheckpointedFilePath.register();
        try {
            return Optional.of(Compaction.run(DatabaseAddress.file(folder), limit));
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                return Optional.empty();
            }
            throw notAnew(e);
        } catch (IOException | SQLException e) {
            throw notAnew(e);
        }
    }

    private static UncheckedIOException notAnew(Exception e) {
        return new UncheckedIOException(
                "The database file cannot be written anew: " + e.getMessage(), new IOException(e));
    }

    private FileUse onConnection(Looking looking) {
        return readers.run(session -> {
            try {
                return looking.at(session.connection());
            } catch (SQLException e) {
                throw SqlStates.translate(e);
            }
        });
    }

    @FunctionalInterface
    private interface Looking {
        FileUse at(Connection connection) throws SQLException;
    }

    /** Into how many tables each table is cut; 1 where they are plain. */
    public int partitions() {
        return address.partitions();
    }

    /** Runs queries that all see the same state of the database. */
    public <T> T read(Function<Session, T> work) {
        return readers.run(work);
    }

    /** Runs the work in one transaction; it is committed when this returns and has left no trace when it throws. */
    public <T> T write(Function<Session, T> work) {
        return writers.run(work);
    }

    /** The same for work that comes piece by piece. */
    public Transaction begin() {
        return writers.begin();
    }

    /**
     * Does work that may open any number of sessions; when the time has passed, none of them begins a statement any more.
     *
     * @param late what is thrown then
     */
    public <T> T within(Duration time, Supplier<? extends CasebookException> late, Supplier<T> work) {
        limit.set(TimeLimit.in(time, late));
        try {
            return work.get();
        } finally {
            limit.remove();
        }
    }

    public PoolState readers() {
        return readers.state();
    }

    public PoolState writers() {
        return writers.state();
    }

    /** Whether a connection can be had and answers. */
    public boolean isAlive() {
        try (var connection = writers.pool().getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
