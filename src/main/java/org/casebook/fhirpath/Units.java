package org.casebook.fhirpath;

import java.math.BigDecimal;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumService;
import org.jspecify.annotations.Nullable;

/** Arithmetic with UCUM units. */
final class Units {
    /** The code system of UCUM. */
    static final String UCUM = "http://unitsofmeasure.org";

    private Units() {}

    /** Read when the first quantity with a unit is met. */
    private static final class Holder {
        static final UcumService SERVICE = read();

        private static UcumService read() {
            try (var in = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
                return new UcumEssenceService(in);
            } catch (UcumException | java.io.IOException e) {
                throw new IllegalStateException("ucum-essence.xml is not readable", e);
            }
        }
    }

    /** The quantity in base units; null where the unit is not UCUM. */
    static Value.@Nullable Quantity canonical(Value.Quantity q) {
        String unit = ucum(q);
        if (unit.equals("1")) {
            return new Value.Quantity(q.number(), "1", null);
        }
        try {
            return quantity(Holder.SERVICE.getCanonicalForm(pair(q)));
        } catch (UcumException | RuntimeException e) {
            return null;
        }
    }

    /** The product or quotient; null where a unit is not UCUM or the divisor is zero. */
    static Value.@Nullable Quantity combine(Value.Quantity a, Value.Quantity b, boolean divide) {
        if (divide && b.number().signum() == 0) {
            return null;
        }
        try {
            Pair left = pair(a);
            Pair right = pair(b);
            return quantity(divide ? Holder.SERVICE.divideBy(left, right) : Holder.SERVICE.multiply(left, right));
        } catch (UcumException | RuntimeException e) {
            return null;
        }
    }

    /** The code of a unit; a calendar word by the code that is nearest. */
    static String ucum(Value.Quantity q) {
        return q.calendar() == null ? q.unit() : q.calendar().ucum();
    }

    private static Pair pair(Value.Quantity q) throws UcumException {
        return new Pair(new Decimal(q.number().toPlainString()), ucum(q));
    }

    private static Value.Quantity quantity(Pair pair) {
        String code = pair.getCode();
        return new Value.Quantity(
                new BigDecimal(pair.getValue().asDecimal()), code == null || code.isEmpty() ? "1" : code, null);
    }
}
