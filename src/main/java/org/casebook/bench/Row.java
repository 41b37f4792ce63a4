package org.casebook.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A line of the result: one measure at one number of connections on one server; medians of its runs.
 *
 * @param rate requests a second; for {@code load} resources a second
 * @param cpuMicros CPU time of the server a request; NaN if not known
 * @param p50 microseconds
 * @param p99 microseconds
 * @param errors answers that were not 200 or 201
 */
record Row(
        String measure, String title, int connections, double rate, double cpuMicros, long p50, long p99, long errors) {

    static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream()
                .mapToDouble(value)
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
