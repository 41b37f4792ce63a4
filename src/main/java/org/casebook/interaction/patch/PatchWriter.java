package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.Json;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/** Writes the operations of a FHIRPath Patch as a Parameters resource. */
final class PatchWriter {
    private final ObjectNode parameters = Json.object().put("resourceType", "Parameters");

    ObjectNode result() {
        return parameters;
    }

    void add(String path, ElementDefinition element, Cell value) {
        ArrayNode parts = operation("add", path);
        part(parts, "name").put("valueString", element.isChoice() ? element.baseName() : element.name());
        value(parts, element.type(), value);
    }

    void insert(String path, int index, ElementDefinition element, Cell value) {
        ArrayNode parts = operation("insert", path);
        part(parts, "index").put("valueInteger", index);
        value(parts, element.type(), value);
    }

    void delete(String path) {
        operation("delete", path);
    }

    void replace(String path, ElementDefinition element, Cell value) {
        value(operation("replace", path), element.type(), value);
    }

    void move(String path, int source, int destination) {
        ArrayNode parts = operation("move", path);
        part(parts, "source").put("valueInteger", source);
        part(parts, "destination").put("valueInteger", destination);
    }

    private ArrayNode operation(String type, String path) {
        ArrayNode parts = parameters
                .withArray("parameter")
                .addObject()
                .put("name", "operation")
                .putArray("part");
        part(parts, "type").put("valueCode", type);
        part(parts, "path").put("valueString", path);
        return parts;
    }

    private static ObjectNode part(ArrayNode parts, String name) {
        return parts.addObject().put("name", name);
    }

    private static void value(ArrayNode parts, TypeDefinition type, Cell value) {
        set(part(parts, "value"), type, value);
    }

    private static void set(ObjectNode part, TypeDefinition type, Cell cell) {
        if (type.isResource()) {
            part.set("resource", cell.value());
        } else if (type.kind() == TypeDefinition.Kind.BACKBONE || isBare(type)) {
            backbone(part.putArray("part"), type, cell.object());
        } else {
            String name = "value" + suffix(type);
            setIfPresent(part, name, cell.value());
            setIfPresent(part, "_" + name, cell.extras());
        }
    }

    private static void setIfPresent(ObjectNode part, String name, @Nullable JsonNode value) {
        if (value != null) {
            part.set(name, value);
        }
    }

    /** Types that value[x] does not have. */
    private static boolean isBare(TypeDefinition type) {
        return type.name().equals("Narrative")
                || type.name().equals("ElementDefinition")
                || type.name().equals("Extension");
    }

    private static String suffix(TypeDefinition type) {
        String name = type.name().equals("xhtml") ? "string" : type.name();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static void backbone(ArrayNode parts, TypeDefinition type, ObjectNode object) {
        for (ElementDefinition element : type.elements()) {
            for (Cell cell : new Slot(object, element).read()) {
                set(part(parts, element.isChoice() ? element.baseName() : element.name()), element.type(), cell);
            }
        }
    }
}
