package org.casebook.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casebook.fhir.Link.Kind;
import org.casebook.fhir.Link.Way;
import org.jspecify.annotations.Nullable;

/** Finds every {@link Link} of a resource, contained resources and extensions included. */
public final class Links {
    private static final Set<String> URI_TYPES = Set.of("uri", "url", "oid", "uuid", "canonical");
    private final List<Link> links = new ArrayList<>();

    private Links() {}

    public static List<Link> of(ObjectNode resource) {
        Links found = new Links();
        found.resource(resource, null);
        return found.links;
    }

    private void resource(ObjectNode resource, @Nullable Way way) {
        String name = resource.path("resourceType").asText();
        Definitions.r4()
                .find(name)
                .ifPresent(type -> object(resource, type, way == null ? new Way(null, name, -1) : way));
    }

    private void object(ObjectNode object, TypeDefinition type, Way way) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            boolean extras = name.startsWith("_");
            ElementDefinition element = type.element(extras ? name.substring(1) : name);
            if (element != null) {
                visit(object, field, extras, element, way);
            }
        }
    }

    private void visit(
            ObjectNode holder, Map.Entry<String, JsonNode> field, boolean extras, ElementDefinition element, Way way) {
        JsonNode value = field.getValue();
        if (!value.isArray()) {
            node(new Spot(holder, field.getKey(), -1, element), value, extras, way);
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            node(new Spot(value, field.getKey(), i, element), value.get(i), extras, way);
        }
    }

    private void node(Spot spot, JsonNode value, boolean extras, Way way) {
        if (value instanceof ObjectNode object) {
            Way below = spot.below(way);
            if (spot.element().type().isResource()) {
                resource(object, below);
            } else {
                object(object, spot.element().type(), below);
            }
        } else if (value.isTextual() && !extras) {
            Kind kind = kind(spot.element(), value.textValue());
            if (kind != null) {
                links.add(
                        new Link(spot.holder(), spot.field(), spot.index(), value.textValue(), kind, spot.below(way)));
            }
        }
    }

    private static @Nullable Kind kind(ElementDefinition element, String text) {
        String type = element.type().name();
        if (element.name().equals("reference") && element.path().equals("Reference.reference")) {
            return Kind.REFERENCE;
        } else if (URI_TYPES.contains(type)) {
            return element.path().equals("Extension.url") ? null : Kind.URI;
        }
        boolean linked = type.equals("xhtml") && (text.contains("href") || text.contains("src"));
        return linked ? Kind.NARRATIVE : null;
    }

    private record Spot(JsonNode holder, String field, int index, ElementDefinition element) {
        Way below(Way way) {
            return new Way(way, element.step(), index);
        }
    }
}
