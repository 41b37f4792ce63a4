package org.casebook.store;

import java.util.concurrent.atomic.AtomicReference;
import org.casebook.error.BareTrace;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is tried again and again, and fails while the database is away: one line when that begins, one when it is over, and
 * not one for each attempt. A fault of the program is told with its trace, once for each.
 */
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final String NONE = "";
    private final String work;
    private final AtomicReference<String> reason = new AtomicReference<>(NONE);

    /**
     * @param work what is done, to begin a sentence with
     */
    public Outage(String work) {
        this.work = work;
    }

    /** An attempt of that work; whatever it throws is told of and goes no further. */
    public void during(Runnable attempt) {
        try {
            attempt.run();
            if (!reason.getAndSet(NONE).isEmpty()) {
                LOG.info("{} works again", work);
            }
        } catch (RuntimeException e) {
            String now = String.valueOf(e.getMessage());
            if (!reason.getAndSet(now).equals(now)) {
                tell(e);
            }
        }
    }

    private void tell(RuntimeException e) {
        if (e instanceof CasebookException known && known.category() == ErrorCategory.BUSY) {
            LOG.warn("{} fails, and is tried again until it works: {}", work, e.getMessage());
        } else {
            LOG.warn("{} fails, and is tried again until it works", work, BareTrace.of(e));
        }
    }
}
