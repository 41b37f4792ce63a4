package org.casebook.fhir;

import java.time.YearMonth;
import org.casebook.fhir.FhirDateTime.Precision;
import org.jspecify.annotations.Nullable;

/** One pass over the characters; a regular expression would cost ten times as much on every write. */
final class FhirDateTimeParser {
    private static final int INVALID = -1;

    private final String text;
    private int at;

    FhirDateTimeParser(String text) {
        this.text = text;
    }

    @Nullable
    FhirDateTime parse() {
        int year = number(4);
        if (year < 1) {
            return null;
        }
        if (atEnd()) {
            return FhirDateTime.ofDate(text, year, 0, 0);
        }
        int month = take('-') ? number(2) : INVALID;
        if (month < 1 || month > 12) {
            return null;
        }
        if (atEnd()) {
            return FhirDateTime.ofDate(text, year, month, 0);
        }
        int day = take('-') ? number(2) : INVALID;
        if (day < 1 || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        if (atEnd()) {
            return FhirDateTime.ofDate(text, year, month, day);
        }
        return take('T') ? time(FhirDateTime.startOfDay(year, month, day)) : null;
    }

    private @Nullable FhirDateTime time(long midnight) {
        int hour = number(2);
        int minute = take(':') ? number(2) : INVALID;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return null;
        }
        long low = midnight + (hour * 60L + minute) * 60_000L;
        if (!take(':')) {
            return zoned(Precision.MINUTE, low, 60_000L);
        }
        int second = number(2);
        // 60 is a leap second; it counts as the first second of the next minute.
        if (second < 0 || second > 60) {
            return null;
        }
        low += second * 1000L;
        if (!take('.')) {
            return zoned(Precision.SECOND, low, 1000L);
        }
        int start = at;
        int millis = 0;
        int width = 1000;
        while (!atEnd() && isDigit(text.charAt(at))) {
            if (width > 1) {
                width /= 10;
                millis += (text.charAt(at) - '0') * width;
            }
            at++;
        }
        return at == start ? null : zoned(Precision.FRACTION, low + millis, width);
    }

    private @Nullable FhirDateTime zoned(Precision precision, long local, long width) {
        if (atEnd()) {
            return new FhirDateTime(text, precision, local, local + width, null);
        }
        int minutes = take('Z') ? 0 : offset();
        if (minutes == Integer.MIN_VALUE || !atEnd()) {
            return null;
        }
        long low = local - minutes * 60_000L;
        return new FhirDateTime(text, precision, low, low + width, minutes);
    }

    private int offset() {
        boolean east = take('+');
        if (!east && !take('-')) {
            return Integer.MIN_VALUE;
        }
        int hours = number(2);
        int minutes = take(':') ? number(2) : INVALID;
        if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || hours == 14 && minutes > 0) {
            return Integer.MIN_VALUE;
        }
        int total = hours * 60 + minutes;
        return east ? total : -total;
    }

    boolean isTime() {
        FhirDateTime value = time(0);
        return value != null
                && value.offsetMinutes() == null
                && value.precision().compareTo(Precision.SECOND) >= 0;
    }

    private int number(int digits) {
        if (at + digits > text.length()) {
            return INVALID;
        }
        int value = 0;
        for (int end = at + digits; at < end; at++) {
            char c = text.charAt(at);
            if (!isDigit(c)) {
                return INVALID;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    private boolean take(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        if (there) {
            at++;
        }
        return there;
    }

    private boolean atEnd() {
        return at == text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
