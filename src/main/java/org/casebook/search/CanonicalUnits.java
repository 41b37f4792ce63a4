package org.casebook.search;

import java.math.BigDecimal;
import java.util.Optional;
import org.casebook.index.NumberValue;
import org.casebook.index.QuantityValue;

/** UCUM units in the same canonical form as in the index. */
final class CanonicalUnits {
    private CanonicalUnits() {}

    static Optional<QuantityTest.Canonical> of(BigDecimal value, String code) {
        QuantityValue quantity = QuantityValue.of(new NumberValue(value, value, value), QuantityTest.UCUM, code, null);
        QuantityValue.Canonical canonical = quantity.canonical();
        if (canonical == null || canonical.number().value() == null) {
            return Optional.empty();
        }
        return Optional.of(new QuantityTest.Canonical(canonical.number().value(), canonical.unit()));
    }
}
