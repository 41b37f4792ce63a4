package org.casebook.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.Json;
import org.casebook.fhir.RequiredCodes;
import org.casebook.fhir.TypeDefinition;

/** The smallest resource of each type that R4's structure allows: what must be there, and nothing else. */
final class MinimalResources {
    /** Required elements of types that hold what the type alone does not say. */
    private static final Map<String, String> FIXED = Map.of(
            "SearchParameter.base", "Patient",
            "SearchParameter.code", "walked",
            "SearchParameter.type", "token",
            "SearchParameter.url", "http://example.org/SearchParameter/walked");

    private MinimalResources() {}

    static ObjectNode of(String type) {
        ObjectNode resource = Json.object();
        resource.put("resourceType", type);
        fill(resource, Definitions.r4().type(type));
        return resource;
    }

    private static void fill(ObjectNode node, TypeDefinition type) {
        for (ElementDefinition element : type.required()) {
            JsonNode value = value(element);
            if (element.isArray()) {
                node.putArray(element.name()).add(value);
            } else {
                node.set(element.name(), value);
            }
        }
    }

    private static JsonNode value(ElementDefinition element) {
        TypeDefinition type = element.type();
        if (FIXED.containsKey(element.path())) {
            return TextNode.valueOf(FIXED.get(element.path()));
        }
        if (type.isPrimitive()) {
            return primitive(element);
        }
        if (type.isAbstract() || type.isResource()) {
            return of("Basic");
        }
        ObjectNode node = Json.object();
        fill(node, type);
        return node.isEmpty() ? something(element, node) : node;
    }

    /** An element may not be empty. */
    private static ObjectNode something(ElementDefinition element, ObjectNode node) {
        RequiredCodes codes = element.requiredCodes();
        return switch (element.type().name()) {
            case "Reference", "CodeableReference" -> node.put("display", "somebody");
            case "CodeableConcept" -> {
                if (codes == null) {
                    yield node.put("text", "something");
                }
                node.putArray("coding").add(coding(codes));
                yield node;
            }
            case "Coding" -> codes == null ? node.put("code", "something") : coding(codes);
            case "Quantity", "Age", "Duration", "SimpleQuantity", "Money", "Count", "Distance" -> node.put("value", 1);
            case "Period" -> node.put("start", "2020-01-01");
            case "Identifier" -> node.put("value", "1");
            case "Attachment" -> node.put("title", "something");
            case "HumanName", "Address", "Annotation", "Timing", "Expression", "Meta", "Dosage" ->
                node.put(element.type().name().equals("HumanName") ? "text" : "id", "x");
            default -> node.put("id", "x");
        };
    }

    private static ObjectNode coding(RequiredCodes codes) {
        Map.Entry<String, java.util.Set<String>> system =
                codes.bySystem().entrySet().stream().findFirst().orElseThrow();
        return Json.object()
                .put("system", system.getKey())
                .put("code", system.getValue().stream().sorted().findFirst().orElseThrow());
    }

    private static JsonNode primitive(ElementDefinition element) {
        RequiredCodes codes = element.requiredCodes();
        return switch (element.type().name()) {
            case "boolean" -> com.fasterxml.jackson.databind.node.BooleanNode.TRUE;
            case "decimal" -> com.fasterxml.jackson.databind.node.DecimalNode.valueOf(BigDecimal.ONE);
            case "integer", "unsignedInt", "positiveInt" -> IntNode.valueOf(1);
            case "date" -> TextNode.valueOf("2020-01-01");
            case "dateTime", "instant" -> TextNode.valueOf("2020-01-01T00:00:00Z");
            case "time" -> TextNode.valueOf("10:00:00");
            case "base64Binary" -> TextNode.valueOf("eA==");
            case "oid" -> TextNode.valueOf("urn:oid:1.2.3");
            case "uuid" -> TextNode.valueOf("urn:uuid:0e5c0ef4-0000-4000-8000-000000000001");
            case "uri", "url", "canonical" -> TextNode.valueOf("http://example.org/x");
            case "code" ->
                TextNode.valueOf(
                        codes != null
                                ? codes.all().stream().sorted().findFirst().orElseThrow()
                                : "text/plain");
            case "xhtml" -> TextNode.valueOf("<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>");
            default -> TextNode.valueOf("x");
        };
    }
}
