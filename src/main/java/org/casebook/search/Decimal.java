package org.casebook.search;

import java.math.BigDecimal;
import org.casebook.error.IssueType;

/**
 * A number in a query and the range that its digits imply (R4 section 3.1.1.4.6): 100 is [99.5, 100.5), 100.00 is
 * [99.995, 100.005), and 1e2 is [95, 105), as the specification's examples have it.
 */
record Decimal(BigDecimal value, BigDecimal margin) {
    /** Beyond the range of a double, which the index holds. */
    private static final int LARGEST_EXPONENT = 300;

    private static final int LONGEST = 64;
    private static final java.util.regex.Pattern FORM =
            java.util.regex.Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?");

    static Decimal parse(String name, String text) {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw InvalidSearch.of(
                    IssueType.VALUE, name, "'" + text + "' is not a number: write it like 5.4, -100 or 1.5e-3");
        }
        BigDecimal value = new BigDecimal(text);
        long exponent = (long) value.precision() - value.scale();
        if (value.signum() != 0 && Math.abs(exponent) > LARGEST_EXPONENT
                || Math.abs(value.scale()) > LARGEST_EXPONENT) {
            throw InvalidSearch.of(
                    IssueType.VALUE,
                    name,
                    "'" + text + "' is out of range: exponents go from -" + LARGEST_EXPONENT + " to "
                            + LARGEST_EXPONENT);
        }
        return new Decimal(value, margin(value.scale()));
    }

    private static BigDecimal margin(int scale) {
        return scale < 0
                ? new BigDecimal("0.05").scaleByPowerOfTen(-scale)
                : new BigDecimal("0.5").scaleByPowerOfTen(-scale);
    }

    BigDecimal low() {
        return value.subtract(margin);
    }

    BigDecimal high() {
        return value.add(margin);
    }
}
