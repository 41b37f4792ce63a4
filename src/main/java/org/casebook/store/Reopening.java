package org.casebook.store;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.casebook.jdbc.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a database again that H2 has closed by itself: when it was out of memory, or could not write its file. Until then
 * requests are answered with 503.
 */
final class Reopening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "casebook-reopen");
        thread.setDaemon(true);
        return thread;
    });
    private final Database database;
    private final Runnable reopen;
    private boolean failing;

    private Reopening(Database database, Runnable reopen) {
        this.database = database;
        this.reopen = reopen;
    }

    static Reopening watch(Database database, Runnable reopen) {
        Reopening watch = new Reopening(database, reopen);
        watch.clock.scheduleWithFixedDelay(watch::everySecond, 1, 1, TimeUnit.SECONDS);
        return watch;
    }

    private void everySecond() {
        if (!failing && !database.hasClosedItself()) {
            return;
        }
        if (!failing) {
            LOG.error(
                    "H2 has closed its database by itself: out of memory, or the disk refuses to be written. Requests are"
                            + " answered with 503 until it is open again");
        }
        try {
            reopen.run();
            failing = false;
            LOG.warn("The database is open again, and nothing that was acknowledged is missing");
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!failing) {
                LOG.error("It cannot be opened yet; this is tried again each second", e);
            }
            failing = true;
        }
    }

    /** Waits for a reopening that is under way. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(60, TimeUnit.SECONDS)) {
                LOG.warn("The database is still being opened again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
