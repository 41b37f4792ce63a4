package org.casebook.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.casebook.jdbc.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Units of work of several threads that share one transaction of the database: each thread does its own work in turn, the
 * last one commits for all, and nobody has an answer before. One commit, one record of the journal and one batch for each
 * table serve them all, which saves a third of the cost of a small write when many write at the same time.
 */
final class WriteGroup {
    /** How many units and how many changes a group takes; later ones begin the next. */
    private static final int MOST_UNITS = 32;

    private static final int MOST_CHANGES = 200;
    private final Transaction transaction;
    private final UnitOfWork unit;
    private final CommitLog log;
    private final long before;
    /** The end of the log with this group in it; empty if the group was given up and all of it has left no trace. */
    private final CompletableFuture<Optional<Long>> end = new CompletableFuture<>();

    private int units;

    WriteGroup(Transaction transaction, UnitOfWork unit, CommitLog log) {
        this.transaction = transaction;
        this.unit = unit;
        this.log = log;
        this.before = log.position();
    }

    UnitOfWork unit() {
        return unit;
    }

    /**
     * Does one unit's work; what comes of it counts when the group has ended. When it throws without having changed
     * anything, the group is as it was before; else what is its and what is the others' can no longer be told apart, and
     * the group is given up.
     */
    <T> Done<T> run(Function<UnitOfWork, T> work) {
        long changes = unit.changeCount();
        try {
            T result = work.apply(unit);
            units++;
            return new Done<>(result, null);
        } catch (RuntimeException | Error e) {
            if (unit.changeCount() > changes) {
                transaction.close();
                end.complete(Optional.empty());
            }
            return new Done<>(null, e);
        }
    }

    /** Whether nobody but the one whose work failed was in it. */
    boolean isEmpty() {
        return units == 0;
    }

    boolean isFull() {
        return units >= MOST_UNITS || unit.changeCount() >= MOST_CHANGES;
    }

    boolean isOver() {
        return end.isDone();
    }

    /**
     * Commits what all have done. If it cannot even be written, because of something in one of them, the group is given
     * up; if the commit itself fails, that is everybody's failure.
     */
    void commit() {
        boolean written = false;
        boolean committed = false;
        try (transaction) {
            unit.finish(log);
            written = true;
            transaction.commit();
            committed = true;
        } catch (RuntimeException | Error e) {
            log.undo(before);
            if (written || units <= 1) {
                end.completeExceptionally(e);
            }
        }
        end.complete(committed ? Optional.of(log.position()) : Optional.empty());
    }

    /** Waits until the group is over; the end of the log, or empty if the work is to be done again. */
    Optional<Long> await() {
        try {
            return end.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** What a unit's work has answered, or thrown. */
    record Done<T>(@Nullable T result, @Nullable Throwable failure) {
        @SuppressWarnings("NullAway") // the result may be null where the caller's type says so
        T get() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            return result;
        }
    }
}
