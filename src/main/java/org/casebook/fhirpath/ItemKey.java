package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item as the key of a hash table: two have the same key exactly where {@code =} says true. */
final class ItemKey {
    private record Tree(Object content, @Nullable Object sibling) {}

    private record Moment(boolean time, Temporal.Fields fields, int precision, boolean zoned) {}

    private record Amount(BigDecimal number, String unit, boolean calendar) {}

    private ItemKey() {}

    static Object of(Item item) {
        Value value = item.value();
        if (value != null) {
            return of(value);
        }
        Element element = (Element) item;
        ObjectNode sibling = element.sibling();
        return new Tree(content(element.json()), sibling == null ? null : content(sibling));
    }

    /** Each different item once, in the order of their first place. */
    static List<Item> distinct(List<Item> items) {
        if (items.size() < 2) {
            return items;
        }
        Map<Object, Item> first = new LinkedHashMap<>();
        for (Item item : items) {
            first.putIfAbsent(of(item), item);
        }
        return first.size() == items.size() ? items : new ArrayList<>(first.values());
    }

    private static Object of(Value value) {
        BigDecimal number = Numbers.of(value);
        if (number != null) {
            return number.stripTrailingZeros();
        }
        if (value instanceof Temporal t) {
            return moment(t);
        }
        if (value instanceof Value.Quantity q) {
            Value.Quantity canonical = Units.canonical(q);
            boolean vague = q.calendar() != null && !q.calendar().isDefinite();
            return canonical == null || vague
                    ? new Amount(q.number().stripTrailingZeros(), q.unit(), vague)
                    : new Amount(canonical.number().stripTrailingZeros(), canonical.unit(), false);
        }
        return value;
    }

    private static Moment moment(Temporal t) {
        Integer offset = t.hasClock() ? t.offset() : null;
        Temporal.Fields fields = offset != null && offset != 0
                ? TemporalOrder.fields(TemporalOrder.dateTime(t.fields()).minusMinutes(offset))
                : t.fields();
        return new Moment(
                t.kind() == Temporal.Kind.TIME, fields, Math.min(t.precision(), Temporal.SECOND), offset != null);
    }

    /** Numbers lose their trailing zeros; everything else of a JSON tree stays. */
    private static Object content(JsonNode json) {
        if (json.isNumber()) {
            return json.decimalValue().stripTrailingZeros();
        }
        if (json.isArray()) {
            List<Object> items = new ArrayList<>(json.size());
            json.forEach(item -> items.add(content(item)));
            return items;
        }
        if (json.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : json.properties()) {
                fields.put(field.getKey(), content(field.getValue()));
            }
            return fields;
        }
        return json;
    }
}
