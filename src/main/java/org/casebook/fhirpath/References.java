package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.jspecify.annotations.Nullable;

/** {@code resolve()} (R4 section 2.29.1) and the keys of SQL on FHIR. */
final class References {
    private References() {}

    static List<Item> resolve(Scope scope, List<Item> input) {
        List<Item> out = new ArrayList<>(input.size());
        for (Item item : input) {
            Element found = item instanceof Element element ? resolve(scope.evaluation(), element) : null;
            if (found != null) {
                out.add(found);
            }
        }
        return out;
    }

    private static @Nullable Element resolve(Evaluation evaluation, Element element) {
        evaluation.step();
        String reference = reference(element);
        if (reference == null) {
            return null;
        }
        if (reference.startsWith("#")) {
            return contained(element.rootResource(), reference.substring(1));
        }
        Element entry = BundleEntries.find(element, reference);
        if (entry != null) {
            return entry;
        }
        EvaluationContext context = evaluation.context();
        return context.resolve(reference, element)
                .orElseGet(() -> context.resolvesToStubs() ? stub(element, reference) : null);
    }

    /** The text of a Reference, a canonical or a uri. */
    private static @Nullable String reference(Element element) {
        JsonNode json = element.json();
        JsonNode text = json.isObject() ? json.get("reference") : json;
        return text != null && text.isTextual() ? text.textValue() : null;
    }

    static @Nullable Element contained(Element container, String id) {
        if (id.isEmpty()) {
            return container;
        }
        List<Element> contained = new ArrayList<>();
        container.children("contained", contained);
        for (Element resource : contained) {
            if (resource.json().path("id").asText().equals(id)) {
                return resource;
            }
        }
        return null;
    }

    /** The type that a Reference, canonical or uri leads to, without reading the target; null where it does not say. */
    static @Nullable String targetType(JsonNode item, ObjectNode resource) {
        JsonNode text = item.isObject() ? item.get("reference") : item;
        if (text == null || !text.isTextual()) {
            return null;
        }
        String reference = text.textValue();
        if (reference.startsWith("#")) {
            return containedType(reference.substring(1), resource);
        }
        String type = typeOf(reference);
        return type != null ? type : item.path("type").textValue();
    }

    private static @Nullable String containedType(String id, ObjectNode resource) {
        if (id.isEmpty()) {
            return resource.path("resourceType").textValue();
        }
        for (JsonNode contained : resource.path("contained")) {
            if (contained.path("id").asText().equals(id)) {
                return contained.path("resourceType").textValue();
            }
        }
        return null;
    }

    /** A resource of which only type and id are known. */
    private static @Nullable Element stub(Element element, String reference) {
        String type = typeOf(reference);
        if (type == null) {
            type = element.json().path("type").asText();
        }
        if (!Definitions.r4().isResourceType(type)) {
            return null;
        }
        ObjectNode resource = Json.object().put("resourceType", type);
        String id = idOf(reference);
        return Element.of(id == null ? resource : resource.put("id", id));
    }

    /** {@code Patient} of {@code http://example.org/fhir/Patient/1/_history/2}; null where there is no type. */
    static @Nullable String typeOf(String reference) {
        int slash = idStart(reference) - 1;
        if (slash < 0) {
            return null;
        }
        String type = reference.substring(reference.lastIndexOf('/', slash - 1) + 1, slash);
        return Definitions.r4().isResourceType(type) ? type : null;
    }

    private static @Nullable String idOf(String reference) {
        int start = idStart(reference);
        return start <= 0 || typeOf(reference) == null ? null : reference.substring(start, end(reference));
    }

    private static int idStart(String reference) {
        return reference.lastIndexOf('/', end(reference) - 1) + 1;
    }

    private static int end(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference.length() : history;
    }

    /** {@code Type/id} of each resource. */
    static List<Item> resourceKey(List<Item> input) {
        List<Item> out = new ArrayList<>(1);
        for (Item item : input) {
            if (item instanceof Element e
                    && e.definition().isResource()
                    && e.json().has("id")) {
                out.add(new Value.Text(
                        e.definition().name() + "/" + e.json().path("id").asText()));
            }
        }
        return out;
    }

    /** {@code Type/id} of each Reference; with an argument only those to that type. */
    static List<Item> referenceKey(Scope scope, List<Item> input, List<Op> arguments) {
        String wanted = arguments.isEmpty()
                ? null
                : Functions.text("getReferenceKey()", arguments.get(0).eval(scope));
        List<Item> out = new ArrayList<>(1);
        for (Item item : input) {
            String reference = item instanceof Element element ? reference(element) : null;
            String type = reference == null ? null : typeOf(reference);
            if (reference != null && type != null && (wanted == null || wanted.equals(type))) {
                out.add(new Value.Text(type + "/" + idOf(reference)));
            }
        }
        return out;
    }
}
