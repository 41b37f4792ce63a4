package org.casebook.fhir;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A date, dateTime or instant of R4 (section 2.24.0.1) with the precision that it was written with. It stands for the
 * interval [low, high) of epoch milliseconds; without a time zone it is read as UTC.
 */
public final class FhirDateTime {
    /** The finest part that is given. MINUTE occurs in searches only. */
    public enum Precision {
        YEAR,
        MONTH,
        DAY,
        MINUTE,
        SECOND,
        FRACTION
    }

    private static final long DAY = 86_400_000L;

    private final String text;
    private final Precision precision;
    private final long low;
    private final long high;
    private final @Nullable Integer offsetMinutes;

    FhirDateTime(String text, Precision precision, long low, long high, @Nullable Integer offsetMinutes) {
        this.text = text;
        this.precision = precision;
        this.low = low;
        this.high = high;
        this.offsetMinutes = offsetMinutes;
    }

    /**
     * Reads a value of an element or of a search parameter: from {@code 2010} to {@code 2010-03-02T12:30:00.123+01:00};
     * seconds and the time zone may be left out, as searches do (section 3.1.1.4.7).
     */
    public static Optional<FhirDateTime> parse(String text) {
        return Optional.ofNullable(new FhirDateTimeParser(text).parse());
    }

    /** The format of the primitive {@code date}. */
    public static boolean isDate(String text) {
        FhirDateTime value = text.length() > 10 ? null : new FhirDateTimeParser(text).parse();
        return value != null;
    }

    /** The format of the primitive {@code dateTime}: a time needs seconds and a time zone. */
    public static boolean isDateTime(String text) {
        FhirDateTime value = new FhirDateTimeParser(text).parse();
        return value != null && (value.precision.compareTo(Precision.DAY) <= 0 || value.isFull());
    }

    /** The format of the primitive {@code instant}: at least to the second, with time zone. */
    public static boolean isInstant(String text) {
        FhirDateTime value = new FhirDateTimeParser(text).parse();
        return value != null && value.isFull();
    }

    /** The format of the primitive {@code time}: {@code hh:mm:ss} with an optional fraction, no time zone. */
    public static boolean isTime(String text) {
        return new FhirDateTimeParser(text).isTime();
    }

    private boolean isFull() {
        return precision.compareTo(Precision.SECOND) >= 0 && offsetMinutes != null;
    }

    static long startOfDay(int year, int month, int day) {
        return LocalDate.of(year, month, day).toEpochDay() * DAY;
    }

    static FhirDateTime ofDate(String text, int year, int month, int day) {
        if (month == 0) {
            return new FhirDateTime(text, Precision.YEAR, startOfDay(year, 1, 1), startOfDay(year + 1, 1, 1), null);
        }
        if (day == 0) {
            long low = startOfDay(year, month, 1);
            return new FhirDateTime(
                    text, Precision.MONTH, low, low + YearMonth.of(year, month).lengthOfMonth() * DAY, null);
        }
        long low = startOfDay(year, month, day);
        return new FhirDateTime(text, Precision.DAY, low, low + DAY, null);
    }

    public Precision precision() {
        return precision;
    }

    /** The first millisecond. */
    public long low() {
        return low;
    }

    /** The first millisecond after it. */
    public long high() {
        return high;
    }

    /** Minutes east of UTC; null where none is given. */
    public @Nullable Integer offsetMinutes() {
        return offsetMinutes;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FhirDateTime that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
