package org.casebook.fhirpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators with two sides (N1 section 6). */
final class Operators {
    private Operators() {}

    static Op compile(String operator, Op left, Op right) {
        return switch (operator) {
            case "and" ->
                s -> {
                    Boolean a = Truth.of(left.eval(s));
                    return Boolean.FALSE.equals(a) ? Truth.FALSE : Truth.list(Truth.and(a, Truth.of(right.eval(s))));
                };
            case "or" ->
                s -> {
                    Boolean a = Truth.of(left.eval(s));
                    return Boolean.TRUE.equals(a) ? Truth.TRUE : Truth.list(Truth.or(a, Truth.of(right.eval(s))));
                };
            case "implies" ->
                s -> {
                    Boolean a = Truth.of(left.eval(s));
                    return Boolean.FALSE.equals(a) ? Truth.TRUE : Truth.list(Truth.implies(a, Truth.of(right.eval(s))));
                };
            case "xor" -> s -> Truth.list(Truth.xor(Truth.of(left.eval(s)), Truth.of(right.eval(s))));
            case "=" -> s -> Truth.list(Equality.equal(left.eval(s), right.eval(s)));
            case "!=" -> s -> Truth.list(Truth.not(Equality.equal(left.eval(s), right.eval(s))));
            case "~" -> s -> Truth.list(Equality.equivalent(left.eval(s), right.eval(s)));
            case "!~" -> s -> Truth.list(!Equality.equivalent(left.eval(s), right.eval(s)));
            case "<" -> s -> order(left.eval(s), right.eval(s), Order.LESS);
            case "<=" -> s -> order(left.eval(s), right.eval(s), Order.LESS_OR_EQUAL);
            case ">" -> s -> order(left.eval(s), right.eval(s), Order.GREATER);
            case ">=" -> s -> order(left.eval(s), right.eval(s), Order.GREATER_OR_EQUAL);
            case "|" -> s -> SubsetFunctions.union(left.eval(s), right.eval(s));
            case "in" -> s -> in(left.eval(s), right.eval(s));
            case "contains" -> s -> in(right.eval(s), left.eval(s));
            default -> s -> Arithmetic.calculate(operator, left.eval(s), right.eval(s));
        };
    }

    private enum Order {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int order) {
            return switch (this) {
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    private static List<Item> order(List<Item> left, List<Item> right, Order wanted) {
        Integer order = Ordering.compare(left, right);
        return order == null ? List.of() : Truth.list(wanted.holds(order));
    }

    private static List<Item> in(List<Item> one, List<Item> many) {
        @Nullable Item item = Functions.single("the left side of 'in' and the right side of 'contains'", one);
        return item == null ? List.of() : Truth.list(SubsetFunctions.keys(many).contains(ItemKey.of(item)));
    }
}
