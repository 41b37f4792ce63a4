package org.casebook.index;

import java.util.Optional;
import org.casebook.fhir.FhirDateTime;

/**
 * The range of time that a date, an instant, a Period or a Timing covers (R4 section 3.1.1.4.7), in milliseconds since
 * 1970 UTC.
 *
 * @param low the first millisecond; {@link #OPEN_LOW} where there is no start
 * @param high the first millisecond after it; {@link #OPEN_HIGH} where there is no end
 */
public record DateValue(long low, long high) implements IndexValue {
    public static final long OPEN_LOW = Long.MIN_VALUE;
    public static final long OPEN_HIGH = Long.MAX_VALUE;

    /** The range of a date, dateTime or instant as it is written; empty where it is none. */
    public static Optional<DateValue> parse(String text) {
        return FhirDateTime.parse(text).map(moment -> new DateValue(moment.low(), moment.high()));
    }
}
