package org.casebook.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A part of a resource, as {@code _summary} (R4 section 3.1.1.5.8) and {@code _elements} (3.1.1.5.9) ask for it, marked
 * as SUBSETTED. What R4 makes mandatory or a modifier stays, so that the part is sound and not misread. In a Bundle the
 * resources of the entries are cut. Trees that are given are never changed.
 */
public final class Subset {
    private static final String TAG_SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private static final Set<String> ALWAYS = Set.of("resourceType", "id", "meta");
    private static final Set<String> TEXT = Set.of("text", "implicitRules", "modifierExtension");

    private Subset() {}

    /**
     * The summary of a resource, or of every resource in a Bundle.
     *
     * @param mode {@code true}, {@code text}, {@code data} or {@code count}; with {@code false} nothing is cut
     */
    public static ObjectNode summary(ObjectNode resource, String mode) {
        return switch (mode) {
            case "true" -> each(resource, (r, match) -> summaryElements(r));
            case "text" -> each(resource, (r, match) -> top(r, e -> TEXT.contains(e.name()) || e.min() > 0));
            case "data" -> each(resource, (r, match) -> top(r, e -> !e.name().equals("text")));
            case "count" -> withoutEntries(resource);
            default -> resource;
        };
    }

    /**
     * The named elements of a resource, or of every resource in a Bundle. {@code name} concerns what was searched for,
     * {@code Patient.name} every Patient, included ones too.
     */
    public static ObjectNode elements(ObjectNode resource, List<String> names) {
        ElementNames wanted = ElementNames.of(names);
        return each(resource, (r, match) -> {
            Set<String> some = wanted.of(type(r).name(), match);
            return some.isEmpty()
                    ? r
                    : top(
                            r,
                            e -> some.contains(e.name())
                                    || some.contains(e.baseName())
                                    || e.min() > 0
                                    || e.isModifier()
                                    || e.name().equals("contained") && refersToContained(r, some));
        });
    }

    private static ObjectNode each(ObjectNode resource, BiFunction<ObjectNode, Boolean, ObjectNode> cut) {
        if (!resource.path("resourceType").asText().equals("Bundle")) {
            return cut.apply(resource, true);
        }
        ObjectNode bundle = shallow(resource);
        if (resource.get("entry") instanceof ArrayNode entries) {
            ArrayNode cutEntries = bundle.putArray("entry");
            entries.forEach(entry -> cutEntries.add(cutEntry(entry, cut)));
        }
        return bundle;
    }

    private static JsonNode cutEntry(JsonNode entry, BiFunction<ObjectNode, Boolean, ObjectNode> cut) {
        if (!(entry instanceof ObjectNode object) || !(entry.get("resource") instanceof ObjectNode resource)) {
            return entry;
        }
        String mode = entry.path("search").path("mode").asText("match");
        if (mode.equals("outcome")) {
            return entry;
        }
        ObjectNode copy = shallow(object);
        copy.set("resource", cut.apply(resource, mode.equals("match")));
        return copy;
    }

    private static ObjectNode shallow(ObjectNode node) {
        ObjectNode copy = Json.object();
        copy.setAll(node);
        return copy;
    }

    private static ObjectNode withoutEntries(ObjectNode bundle) {
        ObjectNode copy = shallow(bundle);
        copy.remove("entry");
        return copy;
    }

    private static TypeDefinition type(ObjectNode resource) {
        return Definitions.r4().type(resource.path("resourceType").asText());
    }

    private static ObjectNode top(ObjectNode resource, Predicate<ElementDefinition> keep) {
        TypeDefinition type = type(resource);
        ObjectNode part = Json.object();
        for (Map.Entry<String, JsonNode> field : resource.properties()) {
            ElementDefinition element = element(type, field.getKey());
            if (ALWAYS.contains(field.getKey()) || element != null && keep.test(element)) {
                part.set(field.getKey(), field.getValue());
            }
        }
        return tagged(part);
    }

    private static ObjectNode summaryElements(ObjectNode resource) {
        ObjectNode part = summaryOf(resource, type(resource));
        return tagged(part);
    }

    private static ObjectNode summaryOf(ObjectNode node, TypeDefinition type) {
        ObjectNode part = Json.object();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            ElementDefinition element = element(type, name);
            if (element == null ? name.equals("resourceType") : isSummary(element)) {
                JsonNode value = element == null ? field.getValue() : summaryValue(field.getValue(), element, name);
                if (!value.isEmpty() || value.isValueNode()) {
                    part.set(name, value);
                }
            }
        }
        return part;
    }

    private static boolean isSummary(ElementDefinition element) {
        boolean identity = element.isXmlAttribute() || ALWAYS.contains(element.name());
        return identity || element.isSummary() || element.min() > 0 || element.isModifier();
    }

    private static JsonNode summaryValue(JsonNode value, ElementDefinition element, String name) {
        boolean whole = element.type().isPrimitive() || element.type().isResource() || !name.equals(element.name());
        if (whole || element.name().equals("meta")) {
            return value;
        }
        if (value instanceof ArrayNode items) {
            ArrayNode part = Json.NODES.arrayNode();
            items.forEach(item -> {
                JsonNode cut = summaryValue(item, element, name);
                if (!cut.isEmpty()) {
                    part.add(cut);
                }
            });
            return part;
        }
        return value instanceof ObjectNode object ? summaryOf(object, element.type()) : value;
    }

    private static @org.jspecify.annotations.Nullable ElementDefinition element(TypeDefinition type, String name) {
        return type.element(name.startsWith("_") ? name.substring(1) : name);
    }

    private static boolean refersToContained(ObjectNode resource, Set<String> names) {
        return names.stream()
                .map(resource::path)
                .flatMap(value -> value.findValues("reference").stream())
                .anyMatch(reference -> reference.asText().startsWith("#"));
    }

    private static ObjectNode tagged(ObjectNode part) {
        ObjectNode meta = part.get("meta") instanceof ObjectNode given ? shallow(given) : Json.object();
        ArrayNode tags = Json.NODES.arrayNode();
        boolean there = false;
        for (JsonNode tag : meta.path("tag")) {
            tags.add(tag);
            there |= tag.path("code").asText().equals("SUBSETTED");
        }
        if (!there) {
            tags.addObject()
                    .put("system", TAG_SYSTEM)
                    .put("code", "SUBSETTED")
                    .put("display", "Resource encoded in summary mode");
        }
        meta.set("tag", tags);
        part.set("meta", meta);
        return part;
    }
}
