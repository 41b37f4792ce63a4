package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.IndexValue;
import org.casebook.index.NumberValue;
import org.casebook.index.QuantityValue;
import org.jspecify.annotations.Nullable;

/** Quantities and what derives from them, Money, Range, and the bounds of SampledData (R4 section 3.1.1.4.11). */
public final class Quantities implements ValueExtractor {
    /** The code system of currencies. */
    public static final String CURRENCY = "urn:iso:std:iso:4217";

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        switch (role.type().name()) {
            case "Money" -> add(number(json.get("value"), null), CURRENCY, text(json, "currency"), null, out);
            case "Range" -> range(json, out);
            case "SampledData" -> sampledData(json, out);
            default -> quantity(json, out);
        }
    }

    private static void quantity(JsonNode json, Consumer<? super IndexValue> out) {
        if (json.isNumber()) {
            add(number(json, null), null, null, null, out);
            return;
        }
        unit(json, number(json.get("value"), text(json, "comparator")), out);
    }

    /** "Less than 5" has no value, only an end. */
    private static @Nullable NumberValue number(@Nullable JsonNode value, @Nullable String comparator) {
        if (value == null || !value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        if (comparator == null) {
            return NumberValue.of(number);
        }
        return comparator.startsWith("<") ? new NumberValue(null, null, number) : new NumberValue(null, number, null);
    }

    private static void range(JsonNode json, Consumer<? super IndexValue> out) {
        JsonNode low = json.path("low");
        JsonNode high = json.path("high");
        unit(low.has("value") ? low : high, Numbers.range(low.get("value"), high.get("value")), out);
    }

    private static void sampledData(JsonNode json, Consumer<? super IndexValue> out) {
        JsonNode origin = json.path("origin");
        unit(origin, Samples.bounds(json), out);
    }

    private static void unit(JsonNode quantity, @Nullable NumberValue number, Consumer<? super IndexValue> out) {
        add(number, text(quantity, "system"), text(quantity, "code"), text(quantity, "unit"), out);
    }

    private static void add(
            @Nullable NumberValue number,
            @Nullable String system,
            @Nullable String code,
            @Nullable String unit,
            Consumer<? super IndexValue> out) {
        if (number != null) {
            out.accept(QuantityValue.of(number, system, code, unit));
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return Tokens.text(json, name);
    }
}
