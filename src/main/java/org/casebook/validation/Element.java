package org.casebook.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;

/**
 * An element of a resource in hand.
 *
 * @param expression its FHIRPath from the root, with indexes: {@code Observation.value.ofType(Quantity).code}
 * @param node its JSON
 * @param definition what R4 says of it
 * @param alone whether it has no sisters in its list
 */
record Element(String expression, JsonNode node, ElementDefinition definition, boolean alone) {

    String type() {
        return definition.type().name();
    }

    /** The expression without a last index where the element stands alone. */
    String shortExpression() {
        return alone && expression.endsWith("[0]") ? expression.substring(0, expression.length() - 3) : expression;
    }

    /** Gives every element below a resource to the consumer, parents first; unknown names are passed over. */
    static void walk(ObjectNode resource, String expression, Consumer<Element> consumer) {
        Definitions.r4()
                .find(resource.path("resourceType").asText())
                .ifPresent(type -> children(resource, type, expression, consumer));
    }

    private static void children(ObjectNode parent, TypeDefinition type, String at, Consumer<Element> consumer) {
        for (Map.Entry<String, JsonNode> property : parent.properties()) {
            String name = property.getKey();
            ElementDefinition definition = type.element(name.startsWith("_") ? name.substring(1) : name);
            if (definition != null) {
                String step = at + "." + definition.step();
                if (property.getValue().isArray()) {
                    JsonNode list = property.getValue();
                    for (int i = 0; i < list.size(); i++) {
                        one(new Element(step + "[" + i + "]", list.get(i), definition, list.size() == 1), consumer);
                    }
                } else {
                    one(new Element(step, property.getValue(), definition, true), consumer);
                }
            }
        }
    }

    private static void one(Element element, Consumer<Element> consumer) {
        if (element.node.isNull()) {
            return;
        }
        consumer.accept(element);
        TypeDefinition type = element.definition.type();
        if (!(element.node instanceof ObjectNode object)) {
            return;
        }
        if (type.isResource()) {
            walk(object, element.expression, consumer);
        } else {
            children(
                    object, type.isPrimitive() ? Definitions.r4().type("Element") : type, element.expression, consumer);
        }
    }
}
