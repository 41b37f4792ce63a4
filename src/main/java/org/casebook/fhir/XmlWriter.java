package org.casebook.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sound resource as XML (R4 section 2.6.1): elements in the order of the definitions, ids and extension URLs as
 * attributes, narrative as XHTML, numbers digit by digit as they are in the tree.
 */
public final class XmlWriter {
    private static final String FHIR = "http://hl7.org/fhir";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final Comparator<Content> BY_ORDER = Comparator.comparingInt(c -> c.element.order());

    private final Definitions definitions = Definitions.r4();
    private final XmlText out;

    private XmlWriter(boolean pretty) {
        this.out = new XmlText(pretty);
    }

    /** One element of an object: its value, its {@code _sibling}, or both. */
    private record Content(
            ElementDefinition element,
            @Nullable JsonNode value,
            @Nullable JsonNode sibling) {}

    /** Without white space between elements. */
    public static byte[] write(ObjectNode resource) {
        return new XmlWriter(false).document(resource);
    }

    /** Indented, for people. */
    public static byte[] writePretty(ObjectNode resource) {
        return new XmlWriter(true).document(resource);
    }

    private byte[] document(ObjectNode resource) {
        out.declaration();
        resource(resource, true);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void resource(ObjectNode resource, boolean root) {
        String name = resource.path("resourceType").asText();
        TypeDefinition type = definitions.type(name);
        out.open(name);
        if (root) {
            out.attribute("xmlns", FHIR);
        }
        content(resource, type);
        out.close(name);
    }

    private void content(ObjectNode node, TypeDefinition type) {
        List<Content> contents = contents(node, type);
        contents.forEach(this::attribute);
        contents.forEach(this::element);
    }

    private static List<Content> contents(ObjectNode node, TypeDefinition type) {
        List<Content> contents = new ArrayList<>(node.size());
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            ElementDefinition element = type.element(name);
            if (element != null) {
                contents.add(new Content(element, field.getValue(), node.get(element.siblingName())));
                continue;
            }
            ElementDefinition extended = name.startsWith("_") ? type.element(name.substring(1)) : null;
            if (extended != null) {
                if (!node.has(extended.name())) {
                    contents.add(new Content(extended, null, field.getValue()));
                }
            } else if (!name.equals("resourceType")) {
                throw new IllegalArgumentException("R4 has no element " + type + "." + name);
            }
        }
        contents.sort(BY_ORDER);
        return contents;
    }

    private void attribute(Content content) {
        if (content.element.isXmlAttribute() && content.value != null) {
            out.attribute(content.element.name(), content.value.asText());
        }
    }

    private void element(Content content) {
        if (content.element.isXmlAttribute()) {
            return;
        }
        if (content.element.isArray()) {
            int size = Math.max(size(content.value), size(content.sibling));
            for (int i = 0; i < size; i++) {
                item(content.element, at(content.value, i), at(content.sibling, i));
            }
        } else {
            item(content.element, content.value, content.sibling);
        }
    }

    private static int size(@Nullable JsonNode array) {
        return array == null ? 0 : array.size();
    }

    private static @Nullable JsonNode at(@Nullable JsonNode array, int index) {
        JsonNode item = array instanceof ArrayNode ? array.get(index) : null;
        return item == null || item.isNull() ? null : item;
    }

    private void item(ElementDefinition element, @Nullable JsonNode value, @Nullable JsonNode sibling) {
        TypeDefinition type = element.type();
        if (type.name().equals("xhtml") && value != null) {
            out.raw(div(value.asText()));
            return;
        }
        out.open(element.name());
        if (type.isPrimitive()) {
            primitive(type, value, sibling);
        } else if (type.isResource() && value instanceof ObjectNode resource) {
            resource(resource, false);
        } else if (value instanceof ObjectNode object) {
            content(object, type);
        }
        out.close(element.name());
    }

    private void primitive(TypeDefinition type, @Nullable JsonNode value, @Nullable JsonNode sibling) {
        JsonNode id = sibling == null ? null : sibling.get("id");
        if (id != null) {
            out.attribute("id", id.asText());
        }
        if (value != null) {
            out.attribute("value", value.asText());
        }
        if (sibling instanceof ObjectNode object) {
            contents(object, type).forEach(this::element);
        }
    }

    /** JSON leaves the namespace of the div to the writer's care at times; XML cannot. */
    private static String div(String div) {
        String trimmed = div.strip();
        int end = trimmed.indexOf('>');
        boolean named = end > 0 && trimmed.substring(0, end).contains("xmlns");
        return named ? trimmed : "<div xmlns=\"" + XHTML + "\"" + trimmed.substring(4);
    }
}
