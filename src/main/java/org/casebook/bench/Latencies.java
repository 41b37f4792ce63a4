package org.casebook.bench;

/** How long the requests took, in buckets that are at most 1/16 wide. */
final class Latencies {
    private static final int STEPS = 16;
    private final long[] counts = new long[64 * STEPS];

    void add(long nanos) {
        counts[bucket(Math.max(1, nanos / 1000))]++;
    }

    void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** Microseconds that this part of the requests did not exceed. */
    long quantile(double part) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long wanted = (long) Math.ceil(all * part);
        for (int i = 0; i < counts.length && all > 0; i++) {
            wanted -= counts[i];
            if (wanted <= 0) {
                return upper(i);
            }
        }
        return 0;
    }

    private static int bucket(long micros) {
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        int step = exponent < 4 ? (int) (micros << (4 - exponent)) - STEPS : (int) (micros >> (exponent - 4)) - STEPS;
        return exponent * STEPS + step;
    }

    private static long upper(int bucket) {
        int exponent = bucket / STEPS;
        double width = Math.pow(2, exponent) / STEPS;
        return (long) (Math.pow(2, exponent) + (bucket % STEPS + 1) * width);
    }
}
