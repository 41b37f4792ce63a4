package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.fhir.Json;

/**
 * What an update does to meta (R4 sections 2.26.3 and 3.1.0.4): tags and security labels stay until they are taken away
 * by {@code $meta-delete}, profiles are what was sent, versionId and lastUpdated are the server's.
 */
final class MetaRules {
    private static final List<String> CARRIED = List.of("security", "tag");

    private MetaRules() {}

    /** The resource with the tags and security labels of the version before added to its own. */
    static ObjectNode carry(ObjectNode before, ObjectNode resource) {
        JsonNode old = before.path("meta");
        if (old.path("tag").isEmpty() && old.path("security").isEmpty()) {
            return resource;
        }
        ObjectNode meta = resource.get("meta") instanceof ObjectNode sent ? sent.deepCopy() : Json.object();
        for (String name : CARRIED) {
            for (JsonNode coding : old.path(name)) {
                addCoding(meta, name, coding);
            }
        }
        return withMeta(resource, meta);
    }

    /** Adds a tag or label unless its system and code are there. */
    static void addCoding(ObjectNode meta, String name, JsonNode coding) {
        for (JsonNode present : meta.path(name)) {
            if (sameCoding(present, coding)) {
                return;
            }
        }
        ArrayNode list = meta.get(name) instanceof ArrayNode array ? array : meta.putArray(name);
        list.add(coding);
    }

    static boolean sameCoding(JsonNode a, JsonNode b) {
        return a.path("system").equals(b.path("system")) && a.path("code").equals(b.path("code"));
    }

    /** The same resource with another meta, which stands where R4 has it: behind the id. */
    static ObjectNode withMeta(ObjectNode resource, ObjectNode meta) {
        ObjectNode result = Json.object();
        result.set("resourceType", resource.get("resourceType"));
        if (resource.has("id")) {
            result.set("id", resource.get("id"));
        }
        result.set("meta", meta);
        for (var field : resource.properties()) {
            if (!result.has(field.getKey())) {
                result.set(field.getKey(), field.getValue());
            }
        }
        return result;
    }
}
