package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** lowBoundary, highBoundary, precision and comparable of N2. */
final class BoundaryFunctions {
    private static final int DEFAULT_SCALE = 8;
    private static final int MAX_SCALE = 31;
    private static final int EAST = 14 * 60;
    private static final int WEST = -12 * 60;

    private BoundaryFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("lowBoundary", Function.of(0, 1, (s, in, args) -> boundary(s, in, args, true)));
        functions.put("highBoundary", Function.of(0, 1, (s, in, args) -> boundary(s, in, args, false)));
        functions.put("precision", Function.of(0, (s, in, args) -> precision(in)));
        functions.put(
                "comparable",
                Function.of(1, (s, in, args) -> comparable(in, args.get(0).eval(s))));
    }

    private static List<Item> boundary(Scope scope, List<Item> input, List<Op> arguments, boolean low) {
        Value value = Functions.value("the boundary", input);
        if (value == null) {
            return List.of();
        }
        Integer digits = arguments.isEmpty()
                ? null
                : Functions.whole("the precision", arguments.get(0).eval(scope));
        if (value instanceof Temporal temporal) {
            return Functions.list(boundary(temporal, digits, low));
        }
        if (value instanceof Value.Quantity q) {
            BigDecimal bound = boundary(q.number(), digits, low);
            return bound == null ? List.of() : List.of(new Value.Quantity(bound, q.unit(), q.calendar()));
        }
        BigDecimal number = Numbers.of(value);
        if (number == null) {
            throw FhirPathException.evaluation("there is no boundary of " + value.type());
        }
        return Numbers.list(boundary(number, digits, low));
    }

    private static @Nullable BigDecimal boundary(BigDecimal number, @Nullable Integer digits, boolean low) {
        int scale = digits == null ? DEFAULT_SCALE : digits;
        if (scale < 0 || scale > MAX_SCALE) {
            return null;
        }
        BigDecimal half =
                BigDecimal.ONE.movePointLeft(Math.max(0, number.scale())).divide(BigDecimal.valueOf(2));
        BigDecimal bound = low ? number.subtract(half) : number.add(half);
        return bound.setScale(scale, low ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }

    private static @Nullable Temporal boundary(Temporal t, @Nullable Integer digits, boolean low) {
        int precision = digits == null ? finest(t) : field(t, digits);
        if (precision < 0) {
            return null;
        }
        Temporal.Fields f = t.fields();
        Temporal.Fields filled = low ? lowest(f, t.precision()) : highest(f, t.precision());
        boolean clock = t.kind() == Temporal.Kind.DATE_TIME && precision > Temporal.DAY;
        Integer offset = t.offset() != null ? t.offset() : clock ? Integer.valueOf(low ? EAST : WEST) : null;
        boolean day = t.kind() == Temporal.Kind.DATE_TIME && !clock;
        return TemporalText.write(day ? Temporal.Kind.DATE : t.kind(), filled, precision, clock ? offset : null);
    }

    private static int finest(Temporal t) {
        return t.kind() == Temporal.Kind.DATE ? Temporal.DAY : Temporal.MILLISECOND;
    }

    /** How many digits a value of a precision has: 4 for the year … 17 for the millisecond; of a time 2 to 9. */
    private static int field(Temporal t, int digits) {
        boolean time = t.kind() == Temporal.Kind.TIME;
        for (int field = time ? Temporal.HOUR : Temporal.YEAR; field <= finest(t); field++) {
            if (digits(field, time) == digits) {
                return field;
            }
        }
        return -1;
    }

    private static int digits(int field, boolean time) {
        int all = field == Temporal.MILLISECOND ? 17 : 2 + 2 * field;
        return time ? all - 8 : all;
    }

    private static Temporal.Fields lowest(Temporal.Fields f, int precision) {
        return new Temporal.Fields(
                f.year(),
                precision < Temporal.MONTH ? 1 : f.month(),
                precision < Temporal.DAY ? 1 : f.day(),
                precision < Temporal.HOUR ? 0 : f.hour(),
                precision < Temporal.MINUTE ? 0 : f.minute(),
                precision < Temporal.SECOND ? 0 : f.second(),
                precision < Temporal.MILLISECOND ? 0 : f.millisecond());
    }

    private static Temporal.Fields highest(Temporal.Fields f, int precision) {
        int month = precision < Temporal.MONTH ? 12 : f.month();
        return new Temporal.Fields(
                f.year(),
                month,
                precision < Temporal.DAY ? Temporal.daysOf(f.year(), month) : f.day(),
                precision < Temporal.HOUR ? 23 : f.hour(),
                precision < Temporal.MINUTE ? 59 : f.minute(),
                precision < Temporal.SECOND ? 59 : f.second(),
                precision < Temporal.MILLISECOND ? 999 : f.millisecond());
    }

    private static List<Item> precision(List<Item> input) {
        Value value = Functions.value("precision()", input);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Temporal t) {
            return Functions.whole(digits(t.precision(), t.kind() == Temporal.Kind.TIME));
        }
        BigDecimal number = Numbers.of(value);
        if (number == null) {
            throw FhirPathException.evaluation("there is no precision of " + value.type());
        }
        return Functions.whole(Math.max(0, number.scale()));
    }

    private static List<Item> comparable(List<Item> input, List<Item> other) {
        Value.Quantity a = Numbers.quantity(Functions.value("comparable()", input));
        Value.Quantity b = Numbers.quantity(Functions.value("comparable()", other));
        if (a == null || b == null) {
            return List.of();
        }
        return Truth.list(!Numbers.isVague(a, b) && Ordering.compare(a, b) != null);
    }
}
