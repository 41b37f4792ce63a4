package org.casebook.index;

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
}
