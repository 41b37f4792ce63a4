package org.casebook.validation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;

/** A case as one Bundle (R4 section 2.36): to load it, to read it as a document, or simply together. */
public final class CaseBundles {
    /** The most resources that a document may lead to. */
    private static final int MAX_DOCUMENT = 10_000;

    private CaseBundles() {}

    /** Loads every resource under its own id, whether it is there already or not. */
    public static ObjectNode transaction(String id, List<ObjectNode> resources, String base) {
        ObjectNode bundle = bundle(id, "transaction");
        ArrayNode entries = bundle.putArray("entry");
        for (ObjectNode resource : resources) {
            ObjectNode entry = entry(entries, resource, base);
            entry.putObject("request")
                    .put("method", "PUT")
                    .put("url", key(resource).toString());
        }
        return bundle;
    }

    public static ObjectNode collection(String id, List<ObjectNode> resources, String base) {
        ObjectNode bundle = bundle(id, "collection");
        ArrayNode entries = bundle.putArray("entry");
        resources.forEach(resource -> entry(entries, resource, base));
        return bundle;
    }

    /**
     * The document of a Composition (R4 section 3.3, Composition/$document): the Composition first, then everything
     * that it leads to, each resource once, in the order of its first mention.
     *
     * @param base the address that full URLs begin with
     * @param timestamp when the document is put together, as an instant
     */
    public static ObjectNode document(
            ObjectNode composition, ReferenceResolver resolver, String base, String timestamp) {
        ObjectNode bundle = bundle(composition.path("id").asText() + "-document", "document");
        bundle.set("identifier", identifier(composition, base));
        bundle.put("type", "document");
        bundle.put("timestamp", timestamp);
        ArrayNode entries = bundle.putArray("entry");
        reached(composition, resolver).values().forEach(resource -> entry(entries, resource, base));
        return bundle;
    }

    private static Map<ResourceKey, ObjectNode> reached(ObjectNode composition, ReferenceResolver resolver) {
        Map<ResourceKey, ObjectNode> reached = new LinkedHashMap<>();
        reached.put(key(composition), composition);
        Deque<ObjectNode> todo = new ArrayDeque<>(List.of(composition));
        while (!todo.isEmpty()) {
            ObjectNode resource = todo.remove();
            Element.walk(resource, resource.path("resourceType").asText(), element -> {
                if (element.type().equals("Reference")) {
                    ReferenceRules.key(element.node().path("reference").asText())
                            .filter(key -> !reached.containsKey(key))
                            .flatMap(resolver::resolve)
                            .ifPresent(target -> {
                                reached.put(key(target), target);
                                todo.add(target);
                            });
                }
            });
            if (reached.size() > MAX_DOCUMENT) {
                throw new CasebookException(
                        ErrorCategory.TOO_COSTLY,
                        "The Composition leads to more than " + MAX_DOCUMENT + " resources; that is no document.");
            }
        }
        return reached;
    }

    /** A document is known by the identifier of its Composition; a Composition without one lends its address. */
    private static ObjectNode identifier(ObjectNode composition, String base) {
        if (composition.path("identifier").path("system").isTextual()
                && composition.path("identifier").path("value").isTextual()) {
            return composition.path("identifier").deepCopy();
        }
        return Json.object().put("system", "urn:ietf:rfc:3986").put("value", base + "/" + key(composition));
    }

    private static ObjectNode bundle(String id, String type) {
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle");
        bundle.put("id", id);
        if (!type.equals("document")) {
            bundle.put("type", type);
        }
        return bundle;
    }

    private static ObjectNode entry(ArrayNode entries, ObjectNode resource, String base) {
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", base + "/" + key(resource));
        entry.set("resource", resource);
        return entry;
    }

    private static ResourceKey key(ObjectNode resource) {
        return new ResourceKey(
                resource.path("resourceType").asText(), resource.path("id").asText());
    }
}
