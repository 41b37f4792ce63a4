package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.casebook.fhir.Json;
import org.jspecify.annotations.Nullable;

/**
 * One element as JSON holds it (R4 section 2.6.2): of a primitive the value in {@code name} and its id and extensions in
 * {@code _name}, either of which may be missing; of anything else the object in {@code name}.
 */
record Cell(@Nullable JsonNode value, @Nullable ObjectNode extras) {

    static Cell of(@Nullable JsonNode value, @Nullable JsonNode extras) {
        return new Cell(
                value == null || value.isNull() ? null : value, extras instanceof ObjectNode object ? object : null);
    }

    boolean isEmpty() {
        return extras == null && (value == null || (value.isObject() && value.isEmpty()));
    }

    /** The value of an element that is no primitive: always an object. */
    ObjectNode object() {
        return (ObjectNode) Objects.requireNonNull(value, "an element without content");
    }

    JsonNode valueOrNull() {
        return value == null ? Json.NODES.nullNode() : value;
    }

    JsonNode extrasOrNull() {
        return extras == null ? Json.NODES.nullNode() : extras;
    }
}
