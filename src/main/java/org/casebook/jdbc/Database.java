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
import org.jspecify.annotations.Nullable;

/** An open database with Casebook's schema in its newest form. */
public final class Database implements AutoCloseable {
    private final DatabaseAddress address;
    private final @Nullable Path file;
    private final ThreadLocal<TimeLimit> limit = new ThreadLocal<>();
    private volatile Connections writers;
    private volatile Connections readers;

    private Database(DatabaseAddress address) {
        this.address = address;
        this.file = address.folder() == null ? null : address.folder().resolve(DatabaseAddress.FILE);
        CheckpointedFilePath.register();
        allowFile(true);
        try {
            this.writers = migrated();
            this.readers = Connections.snapshots(address, limit);
        } finally {
            allowFile(false);
        }
    }

    /** Connects, and brings the schema up to date. */
    public static Database open(DatabaseAddress address) {
        return new Database(address);
    }

    private Connections migrated() {
        Connections connections = Connections.transactions(address, limit);
        try {
            Schema.migrate(connections, address);
            return connections;
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private void allowFile(boolean allowed) {
        if (file != null) {
            CheckpointedFilePath.allow(file, allowed);
        }
    }

    /** Whether H2 has closed its file although nobody has asked it to: it was out of memory, or could not write. */
    public boolean hasClosedItself() {
        return file != null && !CheckpointedFilePath.isOpen(file);
    }

    /** Nobody needs to wait for a connection that cannot come. */
    private void requireOpen() {
        if (hasClosedItself()) {
            throw SqlStates.unavailable(new SQLException("H2 has closed its file by itself"));
        }
    }

    /** Opens the file again, as the last checkpoint left it, after H2 has closed it by itself. */
    public void reopen() {
        writers.shutDown();
        readers.close();
        writers.close();
        allowFile(true);
        try {
            writers = migrated();
            readers = Connections.snapshots(address, limit);
        } finally {
            allowFile(false);
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
        requireOpen();
        Path database = Objects.requireNonNull(file);
        readers.run(session -> {
            try {
                Checkpoint.take(session.connection(), database, alone);
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
        requireOpen();
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
        requireOpen();
        return readers.run(work);
    }

    /** Runs the work in one transaction; it is committed when this returns and has left no trace when it throws. */
    public <T> T write(Function<Session, T> work) {
        requireOpen();
        return writers.run(work);
    }

    /** The same for work that comes piece by piece. */
    public Transaction begin() {
        requireOpen();
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
        if (hasClosedItself()) {
            return false;
        }
        try (var connection = writers.pool().getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (file != null) {
            CheckpointedFilePath.closing(file);
        }
        readers.close();
        writers.close();
    }
}
