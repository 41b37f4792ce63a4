package org.casebook.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times and errors of one stretch. */
final class Tally {
    private static final int SHOWN = 5;
    private long[] nanos = new long[1 << 16];
    private int count;
    private long errors;
    private final List<String> examples = new ArrayList<>();

    synchronized void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    synchronized void error(String what) {
        errors++;
        if (examples.size() < SHOWN) {
            examples.add(what);
        }
    }

    /** What there was since the last time, which begins again at nothing. */
    synchronized Stretch take() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        Stretch stretch = new Stretch(count, errors, millis(sorted, 0.5), millis(sorted, 0.99), List.copyOf(examples));
        count = 0;
        errors = 0;
        examples.clear();
        return stretch;
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
    }

    record Stretch(int requests, long errors, double p50, double p99, List<String> examples) {}
}
