package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.Json;
import org.jspecify.annotations.Nullable;

/** Repeated XML elements as JSON arrays, values and {@code _siblings} in step. */
final class XmlArrays {
    private XmlArrays() {}

    /** How many there are already. */
    static int count(ObjectNode node, ElementDefinition element) {
        return Math.max(
                node.path(element.name()).size(),
                node.path(element.siblingName()).size());
    }

    /** What may occur once but comes again becomes a list too, so that the check can say so. */
    static void add(ObjectNode node, String name, ElementDefinition element, JsonNode value) {
        JsonNode before = node.get(name);
        if (before instanceof ArrayNode array) {
            array.add(value);
        } else if (before != null) {
            node.set(name, Json.NODES.arrayNode().add(before).add(value));
        } else {
            node.set(name, element.isArray() ? Json.NODES.arrayNode().add(value) : value);
        }
    }

    static void addPrimitive(ObjectNode node, ElementDefinition element, @Nullable JsonNode value, ObjectNode sibling) {
        boolean hasSibling = value == null || !sibling.isEmpty();
        if (!element.isArray()) {
            if (value != null) {
                add(node, element.name(), element, value);
            }
            if (hasSibling) {
                add(node, element.siblingName(), element, sibling);
            }
            return;
        }
        int index = count(node, element);
        if (value != null) {
            padded(node, element.name(), index).add(value);
        }
        if (hasSibling) {
            padded(node, element.siblingName(), index).add(sibling);
        }
    }

    private static ArrayNode padded(ObjectNode node, String name, int size) {
        ArrayNode array = node.withArray(name);
        while (array.size() < size) {
            array.addNull();
        }
        return array;
    }

    /** Fills the shorter of two arrays with null. */
    static void align(ObjectNode node) {
        List<String> siblings = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("_") && node.get(name).isArray() && node.has(name.substring(1))) {
                siblings.add(name);
            }
        });
        for (String sibling : siblings) {
            String name = sibling.substring(1);
            if (node.get(name).isArray()) {
                padded(node, sibling, node.get(name).size());
                padded(node, name, node.get(sibling).size());
            }
        }
    }
}
