package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.DateValue;
import org.casebook.index.IndexValue;
import org.jspecify.annotations.Nullable;

/** Dates by their precision, periods, and the outer limits of a Timing (R4 section 3.1.1.4.7). */
public final class Dates implements ValueExtractor {

    @Override
    public void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out) {
        if (role.type().isPrimitive()) {
            DateValue.parse(json.asText()).ifPresent(out);
            return;
        }
        switch (role.type().name()) {
            case "Period" -> period(json, out);
            case "Timing" -> timing(json, out);
            default -> {}
        }
    }

    private static void period(JsonNode json, Consumer<? super IndexValue> out) {
        Optional<DateValue> start = date(json.get("start"));
        Optional<DateValue> end = date(json.get("end"));
        if (start.isPresent() || end.isPresent()) {
            out.accept(new DateValue(
                    start.map(DateValue::low).orElse(DateValue.OPEN_LOW),
                    end.map(DateValue::high).orElse(DateValue.OPEN_HIGH)));
        }
    }

    private static void timing(JsonNode json, Consumer<? super IndexValue> out) {
        long low = DateValue.OPEN_HIGH;
        long high = DateValue.OPEN_LOW;
        for (JsonNode event : json.path("event")) {
            Optional<DateValue> date = date(event);
            low = Math.min(low, date.map(DateValue::low).orElse(low));
            high = Math.max(high, date.map(DateValue::high).orElse(high));
        }
        JsonNode bounds = json.path("repeat").path("boundsPeriod");
        if (bounds.has("start") || bounds.has("end")) {
            low = Math.min(low, date(bounds.get("start")).map(DateValue::low).orElse(DateValue.OPEN_LOW));
            high = Math.max(high, date(bounds.get("end")).map(DateValue::high).orElse(DateValue.OPEN_HIGH));
        }
        if (low < high) {
            out.accept(new DateValue(low, high));
        }
    }

    private static Optional<DateValue> date(@Nullable JsonNode json) {
        return json == null || !json.isTextual() ? Optional.empty() : DateValue.parse(json.textValue());
    }
}
