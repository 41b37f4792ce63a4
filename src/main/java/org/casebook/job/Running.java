package org.casebook.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;

/** A job that this node does now: how far it has come, and whether anybody still wants it. */
final class Running implements Consumer<String> {
    private final Instant started = Instant.now();
    private volatile String step = "";
    private volatile boolean cancelled;

    /** Told by the work itself. */
    @Override
    public void accept(String reached) {
        if (cancelled) {
            throw new CasebookException(ErrorCategory.GONE, "The request was cancelled at " + reached + ".");
        }
        step = reached;
    }

    void cancel() {
        cancelled = true;
    }

    String progress() {
        long seconds = Duration.between(started, Instant.now()).toSeconds();
        return (step.isEmpty() ? "under way" : step) + " after " + seconds + " s";
    }
}
