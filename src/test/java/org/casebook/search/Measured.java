package org.casebook.search;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * What one kind of search costs in one store.
 *
 * @param micros CPU time of the calling thread, from the parsed request to the resources of the page; the median
 * @param rows rows that the database reads, the median; see {@link RowsRead}
 * @param hits resources in the answer, on average
 */
record Measured(double micros, long rows, double hits) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int COUNTED = 21;

    /** Runs it so often after half as many runs to warm up; the queries are the same in each store. */
    static Measured of(SearchStore store, int runs, Function<Random, String> query) {
        Random random = new Random(7);
        long[] times = new long[runs];
        double hits = 0;
        for (int i = -runs / 2; i < runs; i++) {
            SearchRequest request = SearchStore.request(query.apply(random));
            long began = THREADS.getCurrentThreadCpuTime();
            int found = store.search.run(request).entries().size();
            if (i >= 0) {
                times[i] = THREADS.getCurrentThreadCpuTime() - began;
                hits += found;
            }
        }
        Arrays.sort(times);
        return new Measured(times[runs / 2] / 1000.0, rows(store, query), hits / runs);
    }

    private static long rows(SearchStore store, Function<Random, String> query) {
        Random random = new Random(7);
        long[] rows = new long[COUNTED];
        for (int i = 0; i < COUNTED; i++) {
            rows[i] = RowsRead.of(store, SearchStore.request(query.apply(random)));
        }
        Arrays.sort(rows);
        return rows[COUNTED / 2];
    }

    /** Prints a table of the kinds, with what they cost in the smaller and in the larger store. */
    static void print(Map<String, Measured> small, Map<String, Measured> large) {
        System.err.println("| search | hits | p50 µs | rows | hits | p50 µs | rows | µs × | rows × |");
        System.err.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        small.forEach((kind, before) -> {
            Measured after = large.get(kind);
            System.err.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %d | %.0f | %.0f | %d | %.1f | %.1f |%n",
                    kind,
                    before.hits,
                    before.micros,
                    before.rows,
                    after.hits,
                    after.micros,
                    after.rows,
                    after.micros / before.micros,
                    (double) after.rows / Math.max(1, before.rows));
        });
    }
}
