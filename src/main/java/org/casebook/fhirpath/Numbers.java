package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers and quantities out of values. */
final class Numbers {
    /** Enough digits for any quotient of R4's decimals. */
    static final MathContext PRECISION = new MathContext(28);

    /** More digits than any datum has; what is larger is not computed with. */
    private static final int MAX_SCALE = 1000;

    private Numbers() {}

    /** Null where the value is no number. */
    static @Nullable BigDecimal of(@Nullable Value value) {
        if (value instanceof Value.Decimal decimal) {
            return bounded(decimal.number());
        }
        return value instanceof Value.Whole whole ? BigDecimal.valueOf(whole.number()) : null;
    }

    /** A quantity, or a number as a quantity without unit; otherwise null. */
    static Value.@Nullable Quantity quantity(@Nullable Value value) {
        if (value instanceof Value.Quantity quantity) {
            bounded(quantity.number());
            return quantity;
        }
        BigDecimal number = of(value);
        return number == null ? null : new Value.Quantity(number, "1", null);
    }

    /** 1e999999999 is a number, but aligning it with another would fill the memory. */
    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_SCALE) {
            throw FhirPathException.evaluation(
                    "a number with more than " + MAX_SCALE + " digits cannot be computed with");
        }
        return number;
    }

    /** One side a calendar year or month, the other the UCUM unit: no answer. */
    static boolean isVague(Value.Quantity a, Value.Quantity b) {
        return isIndefinite(a) != isIndefinite(b) && isTime(a) && isTime(b);
    }

    private static boolean isIndefinite(Value.Quantity q) {
        return q.calendar() != null && !q.calendar().isDefinite();
    }

    private static boolean isTime(Value.Quantity q) {
        return q.calendar() != null || Calendar.ofUcum(q.unit()) != null;
    }

    /** The number of {@code q} in the unit of {@code other}, both also given in base units. */
    static BigDecimal inUnitOf(
            Value.Quantity q, Value.Quantity other, Value.Quantity qCanonical, Value.Quantity otherCanonical) {
        if (other.number().signum() == 0 || otherCanonical.number().signum() == 0) {
            return qCanonical.number();
        }
        BigDecimal factor = otherCanonical.number().divide(other.number(), PRECISION);
        return qCanonical.number().divide(factor, PRECISION);
    }

    static List<Item> list(@Nullable BigDecimal number) {
        return number == null ? List.of() : List.of(new Value.Decimal(number));
    }
}
