package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The {@code value} of a FHIRPath Patch operation: a {@code value[x]}, a {@code resource}, or, for the anonymous types
 * of backbone elements, {@code part}s.
 */
record PatchValue(ObjectNode parameter) {

    /** Of the alternatives of a name the one that this value is of. */
    @Nullable
    ElementDefinition choose(List<ElementDefinition> alternatives) {
        if (alternatives.size() == 1) {
            return alternatives.get(0);
        }
        String suffix = suffix();
        return alternatives.stream()
                .filter(e -> suffix != null && e.name().equals(e.baseName() + suffix))
                .findFirst()
                .orElse(null);
    }

    /** {@code Quantity} of {@code valueQuantity}; null where there is no value[x]. */
    @Nullable
    String suffix() {
        for (var names = parameter.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            String plain = name.startsWith("_") ? name.substring(1) : name;
            if (plain.startsWith("value") && plain.length() > 5) {
                return plain.substring(5);
            }
        }
        return null;
    }

    /** The value as the element holds it. */
    Cell cell(TypeDefinition type, String where) {
        String suffix = suffix();
        if (suffix != null) {
            return fitting(
                    Cell.of(parameter.get("value" + suffix), parameter.get("_value" + suffix)), suffix, type, where);
        }
        if (parameter.get("resource") instanceof ObjectNode resource) {
            return new Cell(resource.deepCopy(), null);
        }
        if (parameter.path("part").isEmpty()) {
            throw PatchError.malformed(where + ": 'value' must have a value[x], a resource or parts", where);
        }
        return new Cell(backbone(type, where), null);
    }

    private static Cell fitting(Cell cell, String suffix, TypeDefinition type, String where) {
        boolean complex = cell.value() != null && cell.value().isObject();
        if (complex == type.isPrimitive()) {
            throw PatchError.inapplicable(
                    where + ": the element is a " + type.name() + ", the value is a value" + suffix, where);
        }
        return new Cell(
                cell.value() == null ? null : cell.value().deepCopy(),
                cell.extras() == null ? null : cell.extras().deepCopy());
    }

    private ObjectNode backbone(TypeDefinition type, String where) {
        ObjectNode object = org.casebook.fhir.Json.object();
        for (JsonNode part : parameter.get("part")) {
            String name = part.path("name").asText();
            PatchValue value = new PatchValue((ObjectNode) part);
            ElementDefinition element = value.choose(type.alternatives(name));
            if (element == null) {
                element = type.element(name);
            }
            if (element == null) {
                throw PatchError.inapplicable(where + ": " + type.name() + " has no element '" + name + "'", where);
            }
            Slot slot = new Slot(object, element);
            List<Cell> cells = slot.read();
            cells.add(value.cell(element.type(), where));
            slot.write(element.isArray() ? cells : new ArrayList<>(cells.subList(cells.size() - 1, cells.size())));
        }
        return object;
    }
}
