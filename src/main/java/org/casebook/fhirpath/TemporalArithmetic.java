package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A date or time and a duration (N1 section 6.6.7). */
final class TemporalArithmetic {
    private TemporalArithmetic() {}

    static Value add(Temporal moment, Value.Quantity duration, boolean subtract) {
        Calendar unit = unit(duration);
        BigDecimal number = duration.number().setScale(0, RoundingMode.DOWN);
        if (number.precision() > 12) {
            throw FhirPathException.evaluation("a duration of " + duration + " leads out of the calendar");
        }
        long amount = subtract ? -number.longValue() : number.longValue();
        try {
            return add(moment, amount, unit);
        } catch (DateTimeException | ArithmeticException e) {
            throw FhirPathException.evaluation(moment + " and " + duration + " lead out of the calendar");
        }
    }

    private static Calendar unit(Value.Quantity duration) {
        Calendar unit = duration.calendar() != null ? duration.calendar() : Calendar.ofUcum(duration.unit());
        if (unit == null || duration.calendar() == null && !unit.isDefinite()) {
            throw FhirPathException.evaluation("'" + duration.unit()
                    + "' is no unit to be added to a date or time; write years, months, weeks, days, hours, minutes or"
                    + " seconds");
        }
        return unit;
    }

    private static Temporal add(Temporal moment, long amount, Calendar unit) {
        LocalDateTime start = TemporalOrder.dateTime(moment.fields());
        LocalDateTime end = switch (unit) {
            case YEAR -> start.plusYears(amount);
            case MONTH -> start.plusMonths(inPrecision(moment, Temporal.MONTH, amount, 12));
            case WEEK -> start.plusDays(days(moment, Math.multiplyExact(amount, 7L)));
            case DAY -> start.plusDays(days(moment, amount));
            case HOUR -> plus(moment, start, Temporal.HOUR, amount, ChronoUnit.HOURS);
            case MINUTE -> plus(moment, start, Temporal.MINUTE, amount, ChronoUnit.MINUTES);
            case SECOND -> plus(moment, start, Temporal.SECOND, amount, ChronoUnit.SECONDS);
            case MILLISECOND -> plus(moment, start, Temporal.SECOND, amount, ChronoUnit.MILLIS);
        };
        if (moment.kind() != Temporal.Kind.TIME && (end.getYear() < 1 || end.getYear() > 9999)) {
            throw new DateTimeException("year " + end.getYear());
        }
        boolean finer = unit == Calendar.MILLISECOND && moment.precision() == Temporal.SECOND;
        int precision = finer ? Temporal.MILLISECOND : moment.precision();
        return TemporalText.write(moment.kind(), TemporalOrder.fields(end), precision, moment.offset());
    }

    /** Months on a year: only whole years count. */
    private static long inPrecision(Temporal moment, int field, long amount, int perCoarser) {
        return moment.precision() >= field ? amount : amount / perCoarser * perCoarser;
    }

    private static long days(Temporal moment, long amount) {
        return switch (moment.precision()) {
            case Temporal.YEAR -> amount / 365 * 366;
            case Temporal.MONTH -> amount / 30 * 31;
            default -> amount;
        };
    }

    private static LocalDateTime plus(Temporal moment, LocalDateTime start, int field, long amount, ChronoUnit unit) {
        if (moment.precision() >= field) {
            return start.plus(amount, unit);
        }
        // What is finer than the moment counts in whole units of its own precision.
        ChronoUnit own = precisionUnit(moment.precision());
        return own == null
                ? start
                : start.plus(
                        unit.getDuration().multipliedBy(amount).toMillis()
                                / own.getDuration().toMillis(),
                        own);
    }

    private static @Nullable ChronoUnit precisionUnit(int precision) {
        return switch (precision) {
            case Temporal.YEAR -> ChronoUnit.YEARS;
            case Temporal.MONTH -> ChronoUnit.MONTHS;
            case Temporal.DAY -> ChronoUnit.DAYS;
            case Temporal.HOUR -> ChronoUnit.HOURS;
            case Temporal.MINUTE -> ChronoUnit.MINUTES;
            default -> null;
        };
    }
}
