package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** N1 section 5.7. */
final class MathFunctions {
    private static final int MAX_EXPONENT = 10_000;
    private static final int MAX_PRECISION = 30;

    private MathFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("abs", scaled("abs", BigDecimal::abs));
        functions.put("ceiling", whole("ceiling", RoundingMode.CEILING));
        functions.put("floor", whole("floor", RoundingMode.FLOOR));
        functions.put("truncate", whole("truncate", RoundingMode.DOWN));
        functions.put("exp", real("exp", Math::exp));
        functions.put("ln", real("ln", Math::log));
        functions.put("sqrt", Function.of(0, (s, in, args) -> sqrt(number("sqrt", in))));
        functions.put("log", Function.of(1, (s, in, args) -> log(number("log", in), argument(s, args))));
        functions.put("power", Function.of(1, (s, in, args) -> power(in, argument(s, args))));
        functions.put("round", Function.of(0, 1, MathFunctions::round));
    }

    private static @Nullable BigDecimal number(String function, List<Item> input) {
        Value value = Functions.value(function + "()", input);
        BigDecimal number = Numbers.of(value);
        if (value != null && number == null) {
            throw FhirPathException.evaluation(function + "() needs a number, not " + value.type());
        }
        return number;
    }

    private static @Nullable BigDecimal argument(Scope scope, List<Op> arguments) {
        return number("the argument", arguments.get(0).eval(scope));
    }

    private static Function scaled(String name, UnaryOperator<BigDecimal> body) {
        return Function.of(0, (scope, input, arguments) -> {
            Value value = Functions.value(name + "()", input);
            if (value instanceof Value.Quantity q) {
                return List.of(new Value.Quantity(body.apply(q.number()), q.unit(), q.calendar()));
            }
            BigDecimal number = number(name, input);
            return number == null ? List.of() : List.of(like(value, body.apply(number)));
        });
    }

    private static Value like(@Nullable Value original, BigDecimal number) {
        return original instanceof Value.Whole ? new Value.Whole(number.longValueExact()) : new Value.Decimal(number);
    }

    private static Function whole(String name, RoundingMode mode) {
        return Function.of(0, (scope, input, arguments) -> {
            BigDecimal number = number(name, input);
            return number == null
                    ? List.of()
                    : List.of(Value.ofNumber(number.setScale(0, mode).toPlainString()));
        });
    }

    private static Function real(String name, DoubleUnaryOperator body) {
        return Function.of(0, (scope, input, arguments) -> {
            BigDecimal number = number(name, input);
            return number == null ? List.of() : real(body.applyAsDouble(number.doubleValue()));
        });
    }

    /** Empty where there is no real number. */
    private static List<Item> real(double result) {
        return Double.isFinite(result) ? Numbers.list(BigDecimal.valueOf(result)) : List.of();
    }

    private static List<Item> sqrt(@Nullable BigDecimal number) {
        return number == null || number.signum() < 0 ? List.of() : Numbers.list(number.sqrt(MathContext.DECIMAL64));
    }

    private static List<Item> log(@Nullable BigDecimal number, @Nullable BigDecimal base) {
        return number == null || base == null
                ? List.of()
                : real(Math.log(number.doubleValue()) / Math.log(base.doubleValue()));
    }

    private static List<Item> power(List<Item> input, @Nullable BigDecimal exponent) {
        BigDecimal number = number("power", input);
        if (number == null || exponent == null) {
            return List.of();
        }
        boolean exact = exponent.signum() >= 0
                && exponent.stripTrailingZeros().scale() <= 0
                && exponent.compareTo(BigDecimal.valueOf(MAX_EXPONENT)) < 0;
        if (!exact) {
            return real(Math.pow(number.doubleValue(), exponent.doubleValue()));
        }
        BigDecimal result = number.pow(exponent.intValueExact(), MathContext.DECIMAL128);
        boolean whole = input.get(0).value() instanceof Value.Whole && result.precision() - result.scale() < 19;
        return whole ? List.of(Value.ofNumber(result.toBigInteger().toString())) : Numbers.list(result);
    }

    private static List<Item> round(Scope scope, List<Item> input, List<Op> arguments) {
        BigDecimal number = number("round", input);
        // Integer on both sides: an empty precision must stay null, not be unboxed.
        Integer precision = arguments.isEmpty()
                ? Integer.valueOf(0)
                : Functions.whole("round()", arguments.get(0).eval(scope));
        if (number == null || precision == null) {
            return List.of();
        }
        if (precision < 0 || precision > MAX_PRECISION) {
            throw FhirPathException.evaluation("the precision of round() is 0 to " + MAX_PRECISION);
        }
        return Numbers.list(number.setScale(precision, RoundingMode.HALF_UP));
    }
}
