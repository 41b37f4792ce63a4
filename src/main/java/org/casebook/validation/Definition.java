package org.casebook.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.casebook.fhir.Json;

/**
 * A StructureDefinition, ValueSet or CodeSystem that a client has stored.
 *
 * @param key how it is called on this server, such as {@code StructureDefinition/my-patient}
 * @param name how others call it
 * @param content its JSON, not to be changed; empty where there is no room for it
 */
public record Definition(String key, Name name, byte[] content) {

    private static final byte[] NOTHING = {};

    /** The same, known by its name only. */
    public Definition withoutContent() {
        return new Definition(key, name, NOTHING);
    }

    boolean hasContent() {
        return content.length > 0;
    }

    /** What a canonical reference names. */
    public record Name(String type, String url) {
        public static Name of(ObjectNode definition) {
            return new Name(
                    definition.path("resourceType").asText(),
                    definition.path("url").asText());
        }
    }

    boolean isProfile() {
        return name.type().equals("StructureDefinition");
    }

    ObjectNode tree() {
        return Json.stored(content);
    }
}
