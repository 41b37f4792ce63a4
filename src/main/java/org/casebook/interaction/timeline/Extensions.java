package org.casebook.interaction.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Finds extensions by the last part of their URL. */
final class Extensions {
    private Extensions() {}

    /** The first extension with this name; a missing node where there is none. */
    static JsonNode of(JsonNode element, String name) {
        for (JsonNode extension : element.path("extension")) {
            String url = extension.path("url").asText();
            if (url.equals(name) || url.endsWith("/" + name)) {
                return extension;
            }
        }
        return MissingNode.getInstance();
    }
}
