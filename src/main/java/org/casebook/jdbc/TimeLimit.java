package org.casebook.jdbc;

import java.time.Duration;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;

/** The moment from which on a thread's work begins no statement any more, whatever sessions it opens. */
record TimeLimit(long end, Supplier<? extends CasebookException> late) {

    static TimeLimit in(Duration time, Supplier<? extends CasebookException> late) {
        return new TimeLimit(System.nanoTime() + time.toNanos(), late);
    }

    void check() {
        if (System.nanoTime() - end > 0) {
            throw late.get();
        }
    }
}
