package org.casebook.fhirpath;

import org.casebook.fhir.Ucum;
import org.jspecify.annotations.Nullable;

/** Arithmetic with quantities, by way of UCUM. */
final class Units {
    static final String UCUM = Ucum.SYSTEM;

    private Units() {}

    /** The quantity in base units; null where the unit is not UCUM. */
    static Value.@Nullable Quantity canonical(Value.Quantity q) {
        String unit = ucum(q);
        if (unit.equals("1")) {
            return new Value.Quantity(q.number(), "1", null);
        }
        return Ucum.canonical(q.number(), unit).map(Units::value).orElse(null);
    }

    /** The product or quotient; null where a unit is not UCUM or the divisor is zero. */
    static Value.@Nullable Quantity combine(Value.Quantity a, Value.Quantity b, boolean divide) {
        Ucum.Canonical left = new Ucum.Canonical(a.number(), ucum(a));
        Ucum.Canonical right = new Ucum.Canonical(b.number(), ucum(b));
        return (divide ? Ucum.divide(left, right) : Ucum.multiply(left, right))
                .map(Units::value)
                .orElse(null);
    }

    /** The code of a unit; a calendar word by the code that is nearest. */
    static String ucum(Value.Quantity q) {
        return q.calendar() == null ? q.unit() : q.calendar().ucum();
    }

    private static Value.Quantity value(Ucum.Canonical canonical) {
        return new Value.Quantity(canonical.value(), canonical.unit(), null);
    }
}
