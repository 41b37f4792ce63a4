package org.casebook.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.casebook.fhir.Json;

/** Writes what the server says about a resource into it: id, meta.versionId and meta.lastUpdated (R4 section 2.26.3.9). */
final class Stamp {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Stamp() {}

    /** A copy of the top level in the usual order: resourceType, id, meta, and the rest as it came. */
    static ObjectNode on(ObjectNode resource, String id, long version, Instant lastUpdated) {
        ObjectNode stamped = Json.object();
        stamped.set("resourceType", resource.get("resourceType"));
        stamped.put("id", id);
        stamped.set("meta", meta(resource.get("meta"), version, lastUpdated));
        resource.properties().forEach(property -> {
            if (!stamped.has(property.getKey())) {
                stamped.set(property.getKey(), property.getValue());
            }
        });
        return stamped;
    }

    private static ObjectNode meta(JsonNode sent, long version, Instant lastUpdated) {
        ObjectNode meta = Json.object();
        meta.put("versionId", Long.toString(version));
        meta.put("lastUpdated", INSTANT.format(lastUpdated));
        if (sent instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                String name = property.getKey();
                if (!meta.has(name) && !name.equals("_versionId") && !name.equals("_lastUpdated")) {
                    meta.set(name, property.getValue());
                }
            });
        }
        return meta;
    }
}
