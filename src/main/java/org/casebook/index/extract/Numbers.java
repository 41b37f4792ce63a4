package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.IndexValue;
import org.casebook.index.NumberValue;
import org.jspecify.annotations.Nullable;

/** Numbers with the range of their digits (R4 section 3.1.1.4.6). */
public final class Numbers implements ValueExtractor {

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        if (json.isNumber()) {
            out.accept(NumberValue.of(json.decimalValue()));
        } else if (role.type().name().equals("Range")) {
            NumberValue range =
                    range(json.path("low").get("value"), json.path("high").get("value"));
            if (range != null) {
                out.accept(range);
            }
        }
    }

    /** Null where both ends are missing. */
    static @Nullable NumberValue range(@Nullable JsonNode low, @Nullable JsonNode high) {
        BigDecimal from = low == null || !low.isNumber()
                ? null
                : NumberValue.of(low.decimalValue()).low();
        BigDecimal to = high == null || !high.isNumber()
                ? null
                : NumberValue.of(high.decimalValue()).high();
        return from == null && to == null ? null : new NumberValue(null, from, to);
    }
}
