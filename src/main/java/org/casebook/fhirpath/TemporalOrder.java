package org.casebook.fhirpath;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** How dates and times compare when they are not written in the same precision (N1 sections 6.1 and 6.2). */
final class TemporalOrder {
    /** The answer is not known, because one side says too little. */
    static final int UNKNOWN = Integer.MIN_VALUE;

    private static final int WIDEST_OFFSET_MINUTES = 14 * 60;

    private TemporalOrder() {}

    /** Whether the two can be compared at all: a time only with a time. */
    static boolean comparable(Temporal a, Temporal b) {
        return (a.kind() == Temporal.Kind.TIME) == (b.kind() == Temporal.Kind.TIME);
    }

    /** -1, 0, 1 or {@link #UNKNOWN}. */
    static int compare(Temporal a, Temporal b) {
        if (a.hasClock() && b.hasClock()) {
            if (a.offset() != null && b.offset() != null) {
                return fields(utc(a), utc(b), a, b);
            }
            if (a.offset() != null || b.offset() != null) {
                return withOneOffset(a, b);
            }
        }
        return fields(a.fields(), b.fields(), a, b);
    }

    /** Without offset it may be any from -14:00 to +14:00: only what is further apart than that is known. */
    private static int withOneOffset(Temporal a, Temporal b) {
        long difference = minutes(a) - minutes(b);
        return Math.abs(difference) <= WIDEST_OFFSET_MINUTES ? UNKNOWN : Long.signum(difference);
    }

    private static int fields(Temporal.Fields x, Temporal.Fields y, Temporal a, Temporal b) {
        int first = a.kind() == Temporal.Kind.TIME ? Temporal.HOUR : Temporal.YEAR;
        int p = precision(a);
        int q = precision(b);
        for (int field = first; field <= Math.min(p, q); field++) {
            int order = Integer.compare(x.get(field), y.get(field));
            if (order == 0 && field == Temporal.SECOND) {
                order = Integer.compare(x.millisecond(), y.millisecond());
            }
            if (order != 0) {
                return order;
            }
        }
        return p == q ? 0 : UNKNOWN;
    }

    private static int precision(Temporal t) {
        return Math.min(t.precision(), Temporal.SECOND);
    }

    private static long minutes(Temporal t) {
        return dateTime(t.fields()).toEpochSecond(ZoneOffset.UTC) / 60 - offset(t.offset());
    }

    private static int offset(@Nullable Integer offset) {
        return offset == null ? 0 : offset;
    }

    private static Temporal.Fields utc(Temporal t) {
        int offset = offset(t.offset());
        return offset == 0 ? t.fields() : fields(dateTime(t.fields()).minusMinutes(offset));
    }

    static LocalDateTime dateTime(Temporal.Fields f) {
        return LocalDateTime.of(
                f.year(),
                f.month(),
                f.day(),
                f.hour(),
                f.minute(),
                Math.min(f.second(), 59),
                f.millisecond() * 1_000_000);
    }

    static Temporal.Fields fields(LocalDateTime t) {
        return new Temporal.Fields(
                t.getYear(),
                t.getMonthValue(),
                t.getDayOfMonth(),
                t.getHour(),
                t.getMinute(),
                t.getSecond(),
                t.getNano() / 1_000_000);
    }
}
