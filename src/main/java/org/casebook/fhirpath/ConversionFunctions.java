package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** N1 section 5.5. */
final class ConversionFunctions {
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1", "1.0");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0", "0.0");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
    private static final Pattern QUANTITY = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)\\s*(?:'([^']+)'|([a-zA-Z]+))?");

    private ConversionFunctions() {}

    static void register(Map<String, Function> functions) {
        add(functions, "Boolean", ConversionFunctions::toBoolean);
        add(functions, "Integer", ConversionFunctions::toInteger);
        add(functions, "Decimal", ConversionFunctions::toDecimal);
        add(functions, "String", v -> new Value.Text(v.text()));
        add(functions, "Date", v -> toMoment(v, Temporal.Kind.DATE));
        add(functions, "DateTime", v -> toMoment(v, Temporal.Kind.DATE_TIME));
        add(functions, "Time", ConversionFunctions::toTime);
        functions.put("toQuantity", Function.of(0, 1, (s, in, args) -> toQuantity(s, in, args)));
        functions.put(
                "convertsToQuantity",
                Function.of(
                        0,
                        1,
                        (s, in, args) -> in.isEmpty()
                                ? in
                                : Truth.list(!toQuantity(s, in, args).isEmpty())));
    }

    /** N2 lets a null of the operator mean "does not convert". */
    private static void add(Map<String, Function> functions, String type, UnaryOperator<@Nullable Value> convert) {
        functions.put("to" + type, Function.of(0, (s, in, args) -> {
            Value value = Functions.value("to" + type + "()", in);
            return value == null ? List.of() : Functions.list(convert.apply(value));
        }));
        functions.put("convertsTo" + type, Function.of(0, (s, in, args) -> {
            Value value = Functions.value("convertsTo" + type + "()", in);
            return value == null ? List.of() : Truth.list(convert.apply(value) != null);
        }));
    }

    private static @Nullable Value toBoolean(Value value) {
        if (value instanceof Value.Bool) {
            return value;
        }
        BigDecimal number = Numbers.of(value);
        String text = number != null
                ? number.stripTrailingZeros().toPlainString()
                : value instanceof Value.Text ? value.text().toLowerCase(Locale.ROOT) : "";
        if (TRUE.contains(text)) {
            return Value.Bool.TRUE;
        }
        return FALSE.contains(text) ? Value.Bool.FALSE : null;
    }

    private static @Nullable Value toInteger(Value value) {
        if (value instanceof Value.Whole) {
            return value;
        }
        if (value instanceof Value.Bool bool) {
            return new Value.Whole(bool.isTrue() ? 1 : 0);
        }
        return value instanceof Value.Text && INTEGER.matcher(value.text()).matches()
                ? new Value.Whole(Long.parseLong(value.text()))
                : null;
    }

    private static @Nullable Value toDecimal(Value value) {
        if (value instanceof Value.Decimal) {
            return value;
        }
        if (value instanceof Value.Whole whole) {
            return new Value.Decimal(BigDecimal.valueOf(whole.number()));
        }
        if (value instanceof Value.Bool bool) {
            return new Value.Decimal(bool.isTrue() ? new BigDecimal("1.0") : new BigDecimal("0.0"));
        }
        return value instanceof Value.Text && DECIMAL.matcher(value.text()).matches()
                ? new Value.Decimal(new BigDecimal(value.text()))
                : null;
    }

    private static @Nullable Value toMoment(Value value, Temporal.Kind kind) {
        if (value instanceof Value.Text text) {
            Temporal moment = Temporal.moment(text.text(), Temporal.Kind.DATE_TIME);
            return moment == null ? null : inKind(moment, kind);
        }
        return value instanceof Temporal moment && moment.kind() != Temporal.Kind.TIME ? inKind(moment, kind) : null;
    }

    private static Temporal inKind(Temporal moment, Temporal.Kind kind) {
        if (moment.kind() == kind && (kind == Temporal.Kind.DATE_TIME || !moment.hasClock())) {
            return moment;
        }
        int precision = kind == Temporal.Kind.DATE ? Math.min(moment.precision(), Temporal.DAY) : moment.precision();
        return TemporalText.write(
                kind, moment.fields(), precision, kind == Temporal.Kind.DATE ? null : moment.offset());
    }

    private static @Nullable Value toTime(Value value) {
        if (value instanceof Temporal time && time.kind() == Temporal.Kind.TIME) {
            return time;
        }
        return value instanceof Value.Text text ? Temporal.time(text.text()) : null;
    }

    private static List<Item> toQuantity(Scope scope, List<Item> input, List<Op> arguments) {
        Value value = Functions.value("toQuantity()", input);
        Value.Quantity quantity = value == null ? null : quantity(value);
        String unit = arguments.isEmpty()
                ? null
                : Functions.text("the unit", arguments.get(0).eval(scope));
        if (quantity == null || unit == null) {
            return Functions.list(quantity);
        }
        return Functions.list(convert(quantity, new Value.Quantity(BigDecimal.ONE, unit, Calendar.of(unit))));
    }

    private static Value.@Nullable Quantity convert(Value.Quantity quantity, Value.Quantity one) {
        Value.Quantity a = Units.canonical(quantity);
        Value.Quantity b = Units.canonical(one);
        return a == null || b == null || !a.unit().equals(b.unit())
                ? null
                : new Value.Quantity(Numbers.inUnitOf(quantity, one, a, b), one.unit(), one.calendar());
    }

    private static Value.@Nullable Quantity quantity(Value value) {
        if (value instanceof Value.Bool bool) {
            return new Value.Quantity(bool.isTrue() ? BigDecimal.ONE : BigDecimal.ZERO, "1", null);
        }
        if (!(value instanceof Value.Text text)) {
            return Numbers.quantity(value);
        }
        Matcher m = QUANTITY.matcher(text.text());
        if (!m.matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(m.group(1));
        if (m.group(3) != null) {
            Calendar calendar = Calendar.of(m.group(3));
            return calendar == null ? null : new Value.Quantity(number, m.group(3), calendar);
        }
        return new Value.Quantity(number, m.group(2) == null ? "1" : m.group(2), null);
    }
}
