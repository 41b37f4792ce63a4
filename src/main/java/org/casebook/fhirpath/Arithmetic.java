package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators of N1 section 6.6. */
final class Arithmetic {
    private static final int SCALE_OF_QUOTIENT = 8;

    private Arithmetic() {}

    static List<Item> calculate(String operator, List<Item> left, List<Item> right) {
        if (operator.equals("&")) {
            return List.of(new Value.Text(text(left) + text(right)));
        }
        if (left.isEmpty() || right.isEmpty()) {
            return List.of();
        }
        Value a = single(operator, left);
        Value b = single(operator, right);
        Value result = calculate(operator, a, b);
        return result == null ? List.of() : List.of(result);
    }

    /** {@code -x}. */
    static List<Item> negate(List<Item> operand) {
        if (operand.isEmpty()) {
            return operand;
        }
        Value value = single("-", operand);
        if (value instanceof Value.Whole whole) {
            return List.of(new Value.Whole(-whole.number()));
        }
        if (value instanceof Value.Decimal decimal) {
            return List.of(new Value.Decimal(decimal.number().negate()));
        }
        if (value instanceof Value.Quantity q) {
            return List.of(new Value.Quantity(q.number().negate(), q.unit(), q.calendar()));
        }
        throw FhirPathException.evaluation("'-' needs a number or a quantity, not " + value.type());
    }

    private static String text(List<Item> items) {
        return items.isEmpty() ? "" : single("&", items).text();
    }

    private static Value single(String operator, List<Item> items) {
        if (items.size() > 1) {
            throw FhirPathException.evaluation(
                    "'" + operator + "' needs single values, but one side has " + items.size());
        }
        Value value = items.get(0).value();
        if (value == null) {
            throw FhirPathException.evaluation(
                    "'" + operator + "' cannot work with " + items.get(0).type());
        }
        return value;
    }

    private static @Nullable Value calculate(String operator, Value a, Value b) {
        if (a instanceof Temporal t
                && b instanceof Value.Quantity q
                && (operator.equals("+") || operator.equals("-"))) {
            return TemporalArithmetic.add(t, q, operator.equals("-"));
        }
        if (a instanceof Value.Text s && b instanceof Value.Text t && operator.equals("+")) {
            return new Value.Text(s.text() + t.text());
        }
        if (a instanceof Value.Whole m && b instanceof Value.Whole n && !operator.equals("/")) {
            return whole(operator, m.number(), n.number());
        }
        BigDecimal m = Numbers.of(a);
        BigDecimal n = Numbers.of(b);
        if (m != null && n != null) {
            return decimal(operator, m, n);
        }
        Value.Quantity s = Numbers.quantity(a);
        Value.Quantity t = Numbers.quantity(b);
        if (s != null && t != null) {
            return quantity(operator, s, t);
        }
        throw FhirPathException.evaluation("'" + operator + "' cannot work with " + a.type() + " and " + b.type());
    }

    private static @Nullable Value whole(String operator, long m, long n) {
        try {
            return switch (operator) {
                case "+" -> new Value.Whole(Math.addExact(m, n));
                case "-" -> new Value.Whole(Math.subtractExact(m, n));
                case "*" -> new Value.Whole(Math.multiplyExact(m, n));
                case "div" -> n == 0 ? null : new Value.Whole(m / n);
                default -> n == 0 ? null : new Value.Whole(m % n);
            };
        } catch (ArithmeticException e) {
            return decimal(operator, BigDecimal.valueOf(m), BigDecimal.valueOf(n));
        }
    }

    private static @Nullable Value decimal(String operator, BigDecimal m, BigDecimal n) {
        boolean byZero = n.signum() == 0;
        return switch (operator) {
            case "+" -> new Value.Decimal(m.add(n));
            case "-" -> new Value.Decimal(m.subtract(n));
            case "*" -> new Value.Decimal(m.multiply(n));
            case "/" -> byZero ? null : new Value.Decimal(quotient(m, n));
            case "div" ->
                byZero
                        ? null
                        : Value.ofNumber(m.divide(n, Numbers.PRECISION)
                                .setScale(0, RoundingMode.DOWN)
                                .toPlainString());
            default -> byZero ? null : new Value.Decimal(m.remainder(n));
        };
    }

    private static BigDecimal quotient(BigDecimal m, BigDecimal n) {
        BigDecimal exact = m.divide(n, Numbers.PRECISION);
        BigDecimal rounded =
                exact.scale() > SCALE_OF_QUOTIENT ? exact.setScale(SCALE_OF_QUOTIENT, RoundingMode.HALF_UP) : exact;
        BigDecimal plain = rounded.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static @Nullable Value quantity(String operator, Value.Quantity s, Value.Quantity t) {
        return switch (operator) {
            case "+" -> sum(s, t, false);
            case "-" -> sum(s, t, true);
            case "*" -> Units.combine(s, t, false);
            case "/" -> Units.combine(s, t, true);
            default -> throw FhirPathException.evaluation("'" + operator + "' cannot work with quantities");
        };
    }

    private static @Nullable Value sum(Value.Quantity s, Value.Quantity t, boolean subtract) {
        if (Units.ucum(s).equals(Units.ucum(t))) {
            BigDecimal sum =
                    subtract ? s.number().subtract(t.number()) : s.number().add(t.number());
            return new Value.Quantity(sum, s.unit(), s.calendar());
        }
        Value.Quantity a = Units.canonical(s);
        Value.Quantity b = Units.canonical(t);
        if (a == null || b == null || !a.unit().equals(b.unit())) {
            return null;
        }
        BigDecimal other = Numbers.inUnitOf(t, s, b, a);
        return new Value.Quantity(
                subtract ? s.number().subtract(other) : s.number().add(other), s.unit(), s.calendar());
    }
}
