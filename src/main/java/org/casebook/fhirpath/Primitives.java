package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The System value of a FHIR element (R4 section 2.29.1: implicit conversions). */
final class Primitives {
    private Primitives() {}

    static @Nullable Value value(Element element) {
        JsonNode json = element.json();
        if (!element.definition().isPrimitive()) {
            return isQuantity(element) && json.isObject() ? quantity(json) : null;
        }
        if (!json.isValueNode() || json.isNull()) {
            return null;
        }
        return switch (element.definition().name()) {
            case "boolean" -> json.isBoolean() ? Value.Bool.of(json.booleanValue()) : text(json);
            case "integer", "positiveInt", "unsignedInt" ->
                json.canConvertToLong() && json.isIntegralNumber() ? new Value.Whole(json.longValue()) : text(json);
            case "decimal" -> json.isNumber() ? new Value.Decimal(json.decimalValue()) : text(json);
            case "date" -> or(Temporal.moment(json.asText(), Temporal.Kind.DATE), json);
            case "dateTime", "instant" -> or(Temporal.moment(json.asText(), Temporal.Kind.DATE_TIME), json);
            case "time" -> or(Temporal.time(json.asText()), json);
            default -> text(json);
        };
    }

    private static Value or(@Nullable Value value, JsonNode json) {
        return value == null ? text(json) : value;
    }

    private static Value text(JsonNode json) {
        return new Value.Text(json.asText());
    }

    private static boolean isQuantity(Element element) {
        String name = element.definition().name();
        return name.equals("Quantity") || element.definition().base().equals("Quantity");
    }

    /** Only an exact value has a System.Quantity: not "less than 5 mg". */
    private static @Nullable Value quantity(JsonNode json) {
        JsonNode number = json.get("value");
        if (number == null || !number.isNumber() || json.has("comparator")) {
            return null;
        }
        BigDecimal decimal = number.decimalValue();
        String code = json.path("code").asText("");
        boolean ucum = json.path("system").asText("").equals(Units.UCUM);
        String unit = !code.isEmpty() ? code : json.path("unit").asText("1");
        return new Value.Quantity(decimal, unit, ucum ? null : Calendar.of(unit));
    }
}
