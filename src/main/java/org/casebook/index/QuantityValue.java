package org.casebook.index;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.casebook.fhir.Ucum;
import org.jspecify.annotations.Nullable;

/**
 * A Quantity, Money, Range or the bounds of SampledData (R4 section 3.1.1.4.11).
 *
 * @param number the value in its own unit
 * @param system null: there is none; {@code urn:iso:std:iso:4217} for Money
 * @param code the coded unit
 * @param unit the unit as a person reads it
 * @param canonical the same in UCUM base units; null where the unit is not UCUM
 */
public record QuantityValue(
        NumberValue number,
        @Nullable String system,
        @Nullable String code,
        @Nullable String unit,
        @Nullable Canonical canonical)
        implements IndexValue {

    /**
     * A number in UCUM base units.
     *
     * @param unit the canonical unit, such as {@code g}
     */
    public record Canonical(NumberValue number, String unit) {}

    /** A quantity with its canonical form, where its unit is UCUM. */
    public static QuantityValue of(
            NumberValue number, @Nullable String system, @Nullable String code, @Nullable String unit) {
        Canonical canonical = Ucum.SYSTEM.equals(system) && code != null ? canonical(number, code) : null;
        return new QuantityValue(number, system, code, unit, canonical);
    }

    /** A number of a UCUM unit in base units; null where the code is not UCUM. */
    public static @Nullable Canonical canonical(NumberValue number, String code) {
        Ucum.Conversion conversion = Ucum.conversion(code).orElse(null);
        BigDecimal value = number.value();
        boolean bounded = Stream.of(
                        Optional.ofNullable(value),
                        Optional.ofNullable(number.low()),
                        Optional.ofNullable(number.high()))
                .flatMap(Optional::stream)
                .allMatch(Ucum::isBounded);
        if (conversion == null || !bounded) {
            return null;
        }
        return new Canonical(
                new NumberValue(
                        apply(conversion, value), apply(conversion, number.low()), apply(conversion, number.high())),
                conversion.unit());
    }

    private static @Nullable BigDecimal apply(Ucum.Conversion conversion, @Nullable BigDecimal number) {
        return number == null ? null : conversion.apply(number).orElse(null);
    }
}
