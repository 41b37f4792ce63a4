package org.casebook.store;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells a person how far long work has come, how fast it goes and how long it will take: a line a second, not more. */
final class Pace {
    private static final long BETWEEN = TimeUnit.SECONDS.toNanos(1);
    private final String verb;
    private final Consumer<String> said;
    private final long started = System.nanoTime();
    private final long before;
    private long told = started;

    /**
     * @param verb what is being done to the resources: verified, indexed
     * @param before how many were done before it began
     */
    Pace(String verb, long before, Consumer<String> said) {
        this.verb = verb;
        this.before = before;
        this.said = said;
    }

    void reached(long done, long total) {
        long now = System.nanoTime();
        if (now - told < BETWEEN) {
            return;
        }
        told = now;
        double perSecond = (done - before) * 1e9 / (now - started);
        said.accept(String.format(
                Locale.ROOT,
                "%s %d of %d resources, %d %%, %.0f/s, %.0f s left",
                verb,
                done,
                total,
                total == 0 ? 0 : Math.min(99, 100 * done / total),
                perSecond,
                perSecond == 0 ? 0 : Math.max(0, total - done) / perSecond));
    }
}
