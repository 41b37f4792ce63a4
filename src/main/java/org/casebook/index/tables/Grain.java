package org.casebook.index.tables;

import java.util.concurrent.TimeUnit;

/**
 * Classes of length of a range of time. Each has its own part of the list, ordered by the beginning of the range. What is
 * asked about the end of a range then becomes a condition on its beginning which is at most one length of the class too
 * wide, and one index answers both.
 */
public enum Grain {
    SECOND(1_000),
    DAY(TimeUnit.DAYS.toMillis(1)),
    MONTH(TimeUnit.DAYS.toMillis(31)),
    YEAR(TimeUnit.DAYS.toMillis(366)),
    DECADE(TimeUnit.DAYS.toMillis(3660)),
    /** Longer, or without a beginning. */
    AGE(2 * TimeLine.END),
    /** Still going on. */
    OPEN(2 * TimeLine.END);

    private final long longest;

    Grain(long longest) {
        this.longest = longest;
    }

    /** The longest range of this class in milliseconds. */
    public long longest() {
        return longest;
    }

    /** The class of a range. */
    public static Grain of(long low, long high) {
        if (high == TimeLine.END) {
            return OPEN;
        }
        for (Grain grain : values()) {
            if (high - low <= grain.longest) {
                return grain;
            }
        }
        return AGE;
    }
}
