package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * An element of a resource, with its way back to the root. A primitive is the pair of its JSON value and the object
 * that holds its id and extensions ({@code _birthDate}); either may be missing (R4 section 2.6.2.3).
 */
public final class Element implements Item {
    /** A choice with more alternatives than this is looked up from the side of the JSON. */
    private static final int FEW = 4;

    private final TypeDefinition type;
    private final JsonNode json;
    private final @Nullable ObjectNode sibling;
    private final @Nullable Element parent;
    private final @Nullable ElementDefinition definition;
    private final int index;

    Element(
            TypeDefinition type,
            JsonNode json,
            @Nullable ObjectNode sibling,
            @Nullable Element parent,
            @Nullable ElementDefinition definition,
            int index) {
        this.type = type;
        this.json = json;
        this.sibling = sibling;
        this.parent = parent;
        this.definition = definition;
        this.index = index;
    }

    /** A resource as the root of a tree. */
    public static Element of(ObjectNode resource) {
        String name = resource.path("resourceType").asText();
        TypeDefinition type = Definitions.r4()
                .find(name)
                .filter(TypeDefinition::isResource)
                .orElseThrow(() -> FhirPathException.evaluation("'" + name + "' is not a resource type of R4"));
        return new Element(type, resource, null, null, null, -1);
    }

    /** A value of a data type, such as a Coding, as the root of a tree. */
    public static Element of(JsonNode json, TypeDefinition type) {
        return new Element(type, json, null, null, null, -1);
    }

    /** The type as R4 names it; a backbone element by its path. */
    public TypeDefinition definition() {
        return type;
    }

    /** The element that holds this one; null at the root. */
    public @Nullable Element parent() {
        return parent;
    }

    /** What this element is within its parent; null at the root. */
    public @Nullable ElementDefinition role() {
        return definition;
    }

    /** The place in the array; -1 where there is no array. */
    public int index() {
        return index;
    }

    @Override
    public JsonNode json() {
        return json;
    }

    /** The object {@code _name} of a primitive; null where there is none. */
    public @Nullable ObjectNode sibling() {
        return sibling;
    }

    /** The object that holds the children: the JSON itself, of a primitive the sibling; null where there is none. */
    public @Nullable ObjectNode fields() {
        return type.isPrimitive() ? sibling : json instanceof ObjectNode object ? object : null;
    }

    @Override
    public TypeName type() {
        return new TypeName(TypeName.FHIR, type.name());
    }

    @Override
    public @Nullable Value value() {
        return Primitives.value(this);
    }

    /** Whether there is a value, not only extensions. */
    public boolean hasValue() {
        return type.isPrimitive() && json.isValueNode() && !json.isNull();
    }

    /** The children of a name; of a choice by its name without type. */
    public void children(String name, List<? super Element> out) {
        ObjectNode fields = fields();
        if (fields == null) {
            return;
        }
        List<ElementDefinition> alternatives = type.alternatives(name);
        if (alternatives.size() <= FEW) {
            for (int i = 0; i < alternatives.size(); i++) {
                add(fields, alternatives.get(i), out);
            }
        } else {
            choice(fields, name, out);
        }
    }

    private void choice(ObjectNode fields, String name, List<? super Element> out) {
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            ElementDefinition child = childOf(names.next());
            if (child != null && child.baseName().equals(name)) {
                add(fields, child, out);
                return;
            }
        }
    }

    /** All children in the order of the JSON. */
    public void children(List<? super Element> out) {
        ObjectNode fields = fields();
        if (fields == null) {
            return;
        }
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            ElementDefinition child = childOf(name);
            boolean isSecondOfPair = child != null && name.startsWith("_") && fields.has(child.name());
            if (child != null && !isSecondOfPair) {
                add(fields, child, out);
            }
        }
    }

    private @Nullable ElementDefinition childOf(String jsonName) {
        return type.element(jsonName.startsWith("_") ? jsonName.substring(1) : jsonName);
    }

    private void add(ObjectNode fields, ElementDefinition child, List<? super Element> out) {
        JsonNode value = fields.get(child.name());
        JsonNode beside = child.type().isPrimitive() ? fields.get(child.siblingName()) : null;
        if (value == null && beside == null) {
            return;
        }
        if (isArray(value) || isArray(beside)) {
            int size = Math.max(size(value), size(beside));
            for (int i = 0; i < size; i++) {
                add(at(value, i), at(beside, i), child, i, out);
            }
        } else {
            add(value, beside, child, -1, out);
        }
    }

    private void add(
            @Nullable JsonNode value,
            @Nullable JsonNode beside,
            ElementDefinition child,
            int position,
            List<? super Element> out) {
        boolean hasValue = value != null && !value.isNull();
        ObjectNode siblingObject = beside instanceof ObjectNode object ? object : null;
        if (!hasValue && siblingObject == null) {
            return;
        }
        JsonNode json = hasValue && value != null ? value : MissingNode.getInstance();
        out.add(new Element(actual(child.type(), json), json, siblingObject, this, child, position));
    }

    /** A contained resource, an entry, a parameter: its type stands in the JSON. */
    private static TypeDefinition actual(TypeDefinition declared, JsonNode json) {
        JsonNode resourceType = declared.isResource() ? json.get("resourceType") : null;
        return resourceType == null
                ? declared
                : Definitions.r4().find(resourceType.asText()).orElse(declared);
    }

    private static boolean isArray(@Nullable JsonNode node) {
        return node != null && node.isArray();
    }

    private static int size(@Nullable JsonNode node) {
        return node == null ? 0 : node.size();
    }

    private static @Nullable JsonNode at(@Nullable JsonNode array, int i) {
        return array == null ? null : array.get(i);
    }

    /** The resource that this element is part of; itself for a resource. */
    public Element resource() {
        Element element = this;
        while (!element.type.isResource() && element.parent != null) {
            element = element.parent;
        }
        return element;
    }

    /** The resource that contains {@link #resource()}, or that one itself where it is not contained. */
    public Element rootResource() {
        Element resource = resource();
        boolean contained =
                resource.definition != null && resource.definition.name().equals("contained");
        return contained && resource.parent != null ? resource.parent.resource() : resource;
    }

    /** The place as a FHIRPath: {@code Patient.name[0].given[1]}. */
    public String path() {
        if (parent == null || definition == null) {
            return type.name();
        }
        String step = parent.path() + "." + definition.step();
        return index < 0 ? step : step + "[" + index + "]";
    }

    @Override
    public String toString() {
        return path();
    }
}
