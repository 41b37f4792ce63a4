package org.casebook.fhirpath;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumService;
import org.jspecify.annotations.Nullable;

/** Arithmetic with UCUM units. */
public final class Units {
    /** The code system of UCUM. */
    public static final String UCUM = "http://unitsofmeasure.org";

    private static final int MAX_CACHED = 10_000;
    private static final Map<String, Optional<Conversion>> CONVERSIONS = new ConcurrentHashMap<>();

    private Units() {}

    /**
     * How numbers of a unit become numbers of base units.
     *
     * @param unit the base units, such as {@code g} or {@code m.s-1}
     */
    public record Conversion(BigDecimal factor, BigDecimal offset, String unit) {
        public BigDecimal apply(BigDecimal number) {
            BigDecimal scaled = factor.compareTo(BigDecimal.ONE) == 0 ? number : number.multiply(factor);
            return offset.signum() == 0 ? scaled : scaled.add(offset);
        }
    }

    /** The conversion of a UCUM code into base units; empty where the code is not UCUM. */
    public static Optional<Conversion> conversion(String code) {
        Optional<Conversion> known = CONVERSIONS.get(code);
        if (known != null) {
            return known;
        }
        Optional<Conversion> computed = Optional.ofNullable(compute(code));
        if (CONVERSIONS.size() < MAX_CACHED) {
            CONVERSIONS.put(code, computed);
        }
        return computed;
    }

    /** Every unit of UCUM that has base units is linear in them. */
    private static @Nullable Conversion compute(String code) {
        try {
            Pair one = Holder.SERVICE.getCanonicalForm(new Pair(new Decimal("1"), code));
            Pair two = Holder.SERVICE.getCanonicalForm(new Pair(new Decimal("2"), code));
            BigDecimal first = new BigDecimal(one.getValue().asDecimal());
            BigDecimal factor = new BigDecimal(two.getValue().asDecimal()).subtract(first);
            String unit = one.getCode();
            return new Conversion(factor, first.subtract(factor), unit == null || unit.isEmpty() ? "1" : unit);
        } catch (UcumException | RuntimeException e) {
            return null;
        }
    }

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
        return conversion(unit)
                .map(c -> new Value.Quantity(c.apply(q.number()), c.unit(), null))
                .orElse(null);
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
