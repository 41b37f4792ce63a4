package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.RequiredCodes;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/** One walk over the tree of a resource that meets every rule of its structure; problems go into the collector. */
final class ResourceWalk {
    private final Definitions definitions;
    private final Trail trail = new Trail();
    private final Problems problems = new Problems(trail);
    private final CodeCheck codes = new CodeCheck(problems);
    private final ReferenceCheck references;
    private boolean contained;

    ResourceWalk(Definitions definitions) {
        this.definitions = definitions;
        this.references = new ReferenceCheck(definitions, problems);
    }

    Problems check(ObjectNode resource, @Nullable String expected) {
        String type = resource.path("resourceType").asText("");
        trail.start(definitions.isResourceType(type) ? type : "");
        if (expected != null && definitions.isResourceType(type) && !type.equals(expected)) {
            problems.add(IssueType.INVALID, "is not what is taken here: send a " + expected);
        }
        resource(resource);
        return problems;
    }

    private void resource(ObjectNode resource) {
        JsonNode name = resource.get("resourceType");
        if (name == null) {
            problems.add(IssueType.REQUIRED, "needs resourceType: the name of its type, such as Patient");
        } else if (!name.isTextual() || !definitions.isResourceType(name.textValue())) {
            String given = name.isTextual() ? name.textValue() : name.toString();
            problems.add(
                    IssueType.STRUCTURE,
                    "has the resourceType " + Shown.quoted(given) + ", which is not a resource type of R4"
                            + Unknown.hint(given, definitions.resourceTypes()));
        } else {
            object(resource, definitions.type(name.textValue()), true);
        }
    }

    private void object(ObjectNode node, TypeDefinition type, boolean isResource) {
        long choices = 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            ElementDefinition element = type.element(name);
            if (element != null) {
                trail.push(name, element.step());
                value(element, field.getValue(), node);
            } else if ((element = sibling(type, name)) != null) {
                trail.push(name, element.step());
                siblings(element, field.getValue(), node);
            } else if (isResource && name.equals("resourceType")) {
                continue;
            } else {
                trail.push(name, Trail.identifier(name));
                problems.add(IssueType.STRUCTURE, Unknown.text(type, name));
            }
            if (element != null && element.isChoice()) {
                long bit = 1L << element.order();
                if ((choices & bit) != 0) {
                    choice(element, type, node);
                }
                choices |= bit;
            }
            trail.pop();
        }
        for (ElementDefinition element : type.required()) {
            if (!isPresent(element, type, node)) {
                missing(element, type);
            }
        }
    }

    private static @Nullable ElementDefinition sibling(TypeDefinition type, String name) {
        if (name.isEmpty() || name.charAt(0) != '_') {
            return null;
        }
        ElementDefinition element = type.element(name.substring(1));
        return element != null && element.type().isPrimitive() ? element : null;
    }

    /** Two bits may meet by chance in a type with more than 64 elements, so look before complaining. */
    private void choice(ElementDefinition element, TypeDefinition type, ObjectNode node) {
        long given = type.alternatives(element.baseName()).stream()
                .filter(e -> node.has(e.name()) || node.has(e.siblingName()))
                .count();
        if (given > 1) {
            problems.add(
                    IssueType.STRUCTURE,
                    "is a second value of " + element.baseName() + "[x], which may have one only; keep the right one");
        }
    }

    private static boolean isPresent(ElementDefinition element, TypeDefinition type, ObjectNode node) {
        if (!element.isChoice()) {
            return node.get(element.name()) != null
                    || element.type().isPrimitive() && node.get(element.siblingName()) != null;
        }
        return type.alternatives(element.baseName()).stream()
                .anyMatch(e -> node.has(e.name()) || node.has(e.siblingName()));
    }

    private void missing(ElementDefinition element, TypeDefinition type) {
        trail.push(element.name(), element.baseName());
        String what = element.isChoice()
                ? "is missing; give one of "
                        + String.join(
                                ", ",
                                type.alternatives(element.baseName()).stream()
                                        .map(ElementDefinition::name)
                                        .toList())
                : "is missing; " + type + " must have it";
        problems.add(IssueType.REQUIRED, what);
        trail.pop();
    }

    private void value(ElementDefinition element, JsonNode value, ObjectNode owner) {
        if (value instanceof ArrayNode items) {
            items(element, items, owner);
        } else if (value.isNull()) {
            problems.add(IssueType.STRUCTURE, "is null; leave the element out instead");
        } else {
            if (element.isArray()) {
                problems.add(IssueType.STRUCTURE, "must be an array; put the value in [ ]");
            }
            item(element, value, false);
        }
    }

    private void items(ElementDefinition element, ArrayNode items, ObjectNode owner) {
        if (items.isEmpty()) {
            problems.add(IssueType.STRUCTURE, "is an empty array; leave the element out instead");
        } else if (!element.isArray()) {
            problems.add(IssueType.STRUCTURE, "may occur once only, but is a list of " + items.size());
        } else if (items.size() > element.max()) {
            problems.add(
                    IssueType.STRUCTURE, "may occur " + element.max() + " times, but is a list of " + items.size());
        }
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            trail.index(i);
            if (!item.isNull()) {
                item(element, item, items.size() == 1);
            } else if (!element.type().isPrimitive()
                    || !owner.path(element.siblingName()).path(i).isObject()) {
                problems.add(IssueType.STRUCTURE, "is null; leave it out instead");
            }
        }
        trail.noIndex();
        if (element.name().equals("contained")) {
            ids(items);
        }
    }

    private void item(ElementDefinition element, JsonNode value, boolean alone) {
        TypeDefinition type = element.type();
        if (type.isPrimitive()) {
            primitive(element, value);
        } else if (!(value instanceof ObjectNode object)) {
            problems.add(IssueType.STRUCTURE, "must be an object of type " + type + ", but is " + kind(value));
        } else if (object.isEmpty()) {
            problems.add(IssueType.STRUCTURE, "is an empty object; leave the element out instead");
        } else if (type.isResource()) {
            nested(element, object);
        } else {
            object(object, type, false);
            if (!element.targets().isEmpty() && type.name().equals("Reference")) {
                references.check(element.targets(), object, alone);
            }
            RequiredCodes required = element.requiredCodes();
            if (required != null) {
                codes.concept(required, object);
            }
        }
    }

    private void nested(ElementDefinition element, ObjectNode resource) {
        boolean outer = contained;
        if (element.name().equals("contained")) {
            if (contained) {
                problems.add(
                        IssueType.STRUCTURE, "must not be inside a contained resource; move it to the outermost one");
            }
            contained = true;
        } else {
            contained = false;
        }
        resource(resource);
        contained = outer;
    }

    private void ids(ArrayNode resources) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < resources.size(); i++) {
            trail.index(i);
            JsonNode id = resources.get(i).get("id");
            if (id == null && resources.get(i).isObject()) {
                trail.push("id", "id");
                problems.add(IssueType.REQUIRED, "is missing; a contained resource is found by its id");
                trail.pop();
            } else if (id != null && !seen.add(id.asText())) {
                trail.push("id", "id");
                problems.add(
                        IssueType.STRUCTURE,
                        Shown.quoted(id.asText()) + " is the id of another contained resource; choose another");
                trail.pop();
            }
        }
        trail.noIndex();
    }

    private void primitive(ElementDefinition element, JsonNode value) {
        String type = element.type().name();
        if (value.isContainerNode()) {
            problems.add(IssueType.STRUCTURE, "must be a value of type " + type + ", but is " + kind(value));
            return;
        }
        RequiredCodes required = element.requiredCodes();
        String problem = PrimitiveFormat.problem(type, value);
        if (problem != null) {
            String shown = value.isTextual() ? Shown.quoted(value.textValue()) : Shown.text(value.asText());
            problems.add(IssueType.VALUE, "is " + shown + ", but " + problem);
        } else if (type.equals("xhtml")) {
            narrative(value.textValue());
        } else if (required != null) {
            codes.code(required, value.asText());
        } else if (value.isTextual() && value.textValue().length() > Text.MAX_LENGTH && !type.equals("base64Binary")) {
            problems.add(IssueType.TOO_LONG, "is longer than the 1 MB that a string may have");
        }
    }

    private void narrative(String div) {
        Narrative narrative = new Narrative(div);
        boolean sound = narrative.check(text -> problems.add(IssueType.INVALID, text));
        if (sound && !narrative.hasNamespace()) {
            problems.warn(IssueType.INVALID, "should name its namespace: <div xmlns=\"" + Narrative.XHTML + "\">");
        }
    }

    /** {@code _name}: the id and the extensions of a primitive, or an array of them in step with the values. */
    private void siblings(ElementDefinition element, JsonNode value, ObjectNode owner) {
        JsonNode values = owner.get(element.name());
        if (!element.isArray()) {
            siblingObject(element, value);
            return;
        }
        if (!(value instanceof ArrayNode items) || items.isEmpty()) {
            problems.add(IssueType.STRUCTURE, "must be an array with content, in step with " + element.name());
            return;
        }
        if (values instanceof ArrayNode && values.size() != items.size()) {
            problems.add(
                    IssueType.STRUCTURE,
                    "has " + items.size() + " items, but " + element.name() + " has " + values.size()
                            + "; fill the shorter one with null");
        }
        for (int i = 0; i < items.size(); i++) {
            trail.index(i);
            if (!items.get(i).isNull()) {
                siblingObject(element, items.get(i));
            } else if (values == null || !values.has(i)) {
                problems.add(IssueType.STRUCTURE, "has neither a value nor an extension; leave it out instead");
            }
        }
        trail.noIndex();
    }

    private void siblingObject(ElementDefinition element, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            problems.add(
                    IssueType.STRUCTURE,
                    "needs an object with id or extension for its _" + element.name() + ", but is " + kind(value));
        } else if (object.isEmpty()) {
            problems.add(IssueType.STRUCTURE, "is an empty object; leave it out instead");
        } else {
            object(object, element.type(), false);
        }
    }

    private static String kind(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        return type == JsonNodeType.ARRAY || type == JsonNodeType.OBJECT
                ? "an " + type.name().toLowerCase(Locale.ROOT)
                : "a " + type.name().toLowerCase(Locale.ROOT);
    }
}
