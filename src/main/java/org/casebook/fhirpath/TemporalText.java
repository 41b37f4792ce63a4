package org.casebook.fhirpath;

import org.jspecify.annotations.Nullable;

/** Writes dates and times in their precision. */
final class TemporalText {
    private TemporalText() {}

    static Temporal write(Temporal.Kind kind, Temporal.Fields f, int precision, @Nullable Integer offset) {
        StringBuilder out = new StringBuilder(29);
        if (kind != Temporal.Kind.TIME) {
            date(f, precision, out);
            if (precision > Temporal.DAY) {
                out.append('T');
            }
        }
        clock(f, precision, out);
        if (offset != null && precision > Temporal.DAY) {
            zone(offset, out);
        }
        return new Temporal(kind, f, precision, offset, out.toString());
    }

    private static void date(Temporal.Fields f, int precision, StringBuilder out) {
        digits(f.year(), 4, out);
        if (precision >= Temporal.MONTH) {
            digits(f.month(), 2, out.append('-'));
        }
        if (precision >= Temporal.DAY) {
            digits(f.day(), 2, out.append('-'));
        }
    }

    private static void clock(Temporal.Fields f, int precision, StringBuilder out) {
        if (precision >= Temporal.HOUR) {
            digits(f.hour(), 2, out);
        }
        if (precision >= Temporal.MINUTE) {
            digits(f.minute(), 2, out.append(':'));
        }
        if (precision >= Temporal.SECOND) {
            digits(f.second(), 2, out.append(':'));
        }
        if (precision >= Temporal.MILLISECOND) {
            digits(f.millisecond(), 3, out.append('.'));
        }
    }

    private static void zone(int offset, StringBuilder out) {
        if (offset == 0) {
            out.append('Z');
            return;
        }
        int minutes = Math.abs(offset);
        digits(minutes / 60, 2, out.append(offset < 0 ? '-' : '+'));
        digits(minutes % 60, 2, out.append(':'));
    }

    private static void digits(int number, int width, StringBuilder out) {
        String digits = Integer.toString(number);
        out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
