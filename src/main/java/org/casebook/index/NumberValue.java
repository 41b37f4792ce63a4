package org.casebook.index;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number and the range that its digits imply (R4 section 3.1.1.4.6): {@code 100} is 100 and [99.5, 100.5).
 *
 * @param value null for a Range
 * @param low null: open
 * @param high null: open
 */
public record NumberValue(
        @Nullable BigDecimal value,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high) implements IndexValue {

    /** A number with the range that its digits imply; {@code 1e2} is [95, 105), as the specification writes it. */
    public static NumberValue of(BigDecimal value) {
        BigDecimal half = BigDecimal.valueOf(5, value.scale() < 0 ? value.scale() + 2 : value.scale() + 1);
        return new NumberValue(value, value.subtract(half), value.add(half));
    }
}
