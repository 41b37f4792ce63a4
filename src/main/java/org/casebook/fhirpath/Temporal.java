package org.casebook.fhirpath;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * System.Date, System.DateTime and System.Time (N1 sections 4.1.5 to 4.1.7) with the precision they were written in.
 *
 * @param fields year, month, day, hour, minute, second, millisecond; only the first {@code precision} of a date, only
 *     those from the hour on of a time, are meant
 * @param precision how many fields are given; seconds and milliseconds are one precision in comparisons
 * @param offset minutes from UTC; null where none is given
 */
record Temporal(
        Kind kind, Fields fields, int precision, @Nullable Integer offset, String text) implements Value {
    static final int YEAR = 1;
    static final int MONTH = 2;
    static final int DAY = 3;
    static final int HOUR = 4;
    static final int MINUTE = 5;
    static final int SECOND = 6;
    static final int MILLISECOND = 7;

    private static final Pattern DATE_TIME = Pattern.compile("(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?"
            + "(T(?:(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d+))?)?)?(Z|[+-]\\d\\d:\\d\\d)?)?)?");
    private static final Pattern TIME = Pattern.compile("T?(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d+))?)?)?");
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** The three types. */
    enum Kind {
        DATE("Date"),
        DATE_TIME("DateTime"),
        TIME("Time");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }
    }

    /** The parts of a moment; those beyond the precision hold their lowest value. */
    record Fields(int year, int month, int day, int hour, int minute, int second, int millisecond) {
        int get(int field) {
            return switch (field) {
                case YEAR -> year;
                case MONTH -> month;
                case DAY -> day;
                case HOUR -> hour;
                case MINUTE -> minute;
                case SECOND -> second;
                default -> millisecond;
            };
        }
    }

    /** The value of a literal with its {@code @}; null where it is none. */
    static @Nullable Temporal literal(String literal) {
        String text = literal.substring(1);
        return text.startsWith("T") ? time(text) : moment(text, text.indexOf('T') >= 0 ? Kind.DATE_TIME : Kind.DATE);
    }

    /** The value of {@code 10:30:00}; null where it is none. */
    static @Nullable Temporal time(String text) {
        Matcher m = TIME.matcher(text);
        if (!m.matches()) {
            return null;
        }
        int precision = precision(m, 1) + DAY;
        Fields fields = new Fields(0, 1, 1, number(m, 1, 0), number(m, 2, 0), number(m, 3, 0), millis(m.group(4)));
        return isClock(fields)
                ? new Temporal(Kind.TIME, fields, precision, null, text.startsWith("T") ? text.substring(1) : text)
                : null;
    }

    /** The value of a date or dateTime of FHIR; null where it is none. */
    static @Nullable Temporal moment(String text, Kind kind) {
        Matcher m = DATE_TIME.matcher(text);
        if (!m.matches() || kind == Kind.DATE && m.group(4) != null) {
            return null;
        }
        Fields fields = new Fields(
                number(m, 1, 1),
                number(m, 2, 1),
                number(m, 3, 1),
                number(m, 5, 0),
                number(m, 6, 0),
                number(m, 7, 0),
                millis(m.group(8)));
        int date = precision(m, 1);
        int clock =
                m.group(5) == null ? 0 : m.group(6) == null ? 1 : m.group(7) == null ? 2 : m.group(8) == null ? 3 : 4;
        if (clock > 0 && date < DAY || !isClock(fields) || !isDay(fields)) {
            return null;
        }
        return new Temporal(kind, fields, Math.min(date, DAY) + clock, offset(m.group(9)), text);
    }

    private static int precision(Matcher m, int first) {
        int precision = 0;
        while (first + precision <= Math.min(m.groupCount(), first + 3) && m.group(first + precision) != null) {
            precision++;
        }
        return precision;
    }

    private static int number(Matcher m, int group, int otherwise) {
        return m.group(group) == null ? otherwise : Integer.parseInt(m.group(group));
    }

    private static int millis(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
    }

    private static @Nullable Integer offset(@Nullable String zone) {
        if (zone == null) {
            return null;
        }
        if (zone.equals("Z")) {
            return 0;
        }
        int minutes = Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(4));
        return zone.charAt(0) == '-' ? -minutes : minutes;
    }

    private static boolean isClock(Fields f) {
        return f.hour < 24 && f.minute < 60 && f.second <= 60;
    }

    private static boolean isDay(Fields f) {
        return f.month >= 1 && f.month <= 12 && f.day >= 1 && f.day <= daysOf(f.year, f.month);
    }

    static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : MONTH_DAYS[month - 1];
    }

    boolean hasClock() {
        return precision > DAY;
    }

    @Override
    public String typeName() {
        return kind.typeName;
    }

    @Override
    public String toString() {
        return kind == Kind.TIME
                ? "@T" + text
                : kind == Kind.DATE_TIME && text.indexOf('T') < 0 ? "@" + text + "T" : "@" + text;
    }
}
