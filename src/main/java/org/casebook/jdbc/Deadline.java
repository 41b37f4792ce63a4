package org.casebook.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The moment from which on a session runs no statement any more; the one that runs then is stopped. One timer for all of
 * the work, because a limit for each statement would let a search of many of them go on for many times as long.
 */
final class Deadline implements AutoCloseable {
    private final Supplier<? extends CasebookException> late;
    private final long end;
    private @Nullable Statement running;
    private volatile boolean passed;

    Deadline(Duration limit, Supplier<? extends CasebookException> late) {
        this.late = late;
        this.end = System.nanoTime() + limit.toNanos();
        DeadlineClock.add(this);
    }

    boolean isOver(long now) {
        return now - end >= 0;
    }

    /** Answers the statement inside whose result this one runs, which {@link #end} wants back. */
    synchronized @Nullable Statement begin(Statement statement) {
        check();
        Statement outer = running;
        running = statement;
        return outer;
    }

    /** Waits while the statement is being stopped: what the connection does next must not be hit instead. */
    synchronized void end(@Nullable Statement outer) {
        running = outer;
    }

    void check() {
        if (passed) {
            throw late.get();
        }
    }

    boolean passed() {
        return passed;
    }

    synchronized void pass() {
        passed = true;
        if (running != null) {
            try {
                cancel(running);
            } catch (SQLException e) {
                // It cannot be stopped; the next row or statement is refused, see check().
                running = null;
            }
        }
    }

    /** PostgreSQL's driver stops a statement only while it is executed, not while its rows are fetched. */
    private static void cancel(Statement statement) throws SQLException {
        if (statement.getConnection().isWrapperFor(PGConnection.class)) {
            statement.getConnection().unwrap(PGConnection.class).cancelQuery();
        } else {
            statement.cancel();
        }
    }

    @Override
    public void close() {
        DeadlineClock.remove(this);
    }
}
