package org.casebook.interaction.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the case-source extensions of a resource say. */
final class Sources {
    private Sources() {}

    static List<String> facts(JsonNode resource) {
        List<String> facts = new ArrayList<>();
        for (JsonNode source : of(resource)) {
            String fact = Extensions.of(source, "fact").path("valueId").asText();
            if (!fact.isEmpty() && !facts.contains(fact)) {
                facts.add(fact);
            }
        }
        return facts;
    }

    /** The surest of its sources: one that interprets takes nothing from one that states. */
    static Certainty certainty(JsonNode resource) {
        Certainty surest = Certainty.UNSAID;
        for (JsonNode source : of(resource)) {
            Certainty certainty = Certainty.of(Extensions.of(source, "certainty")
                    .path("valueCodeableConcept")
                    .path("coding")
                    .path(0)
                    .path("code")
                    .asText());
            surest = certainty.ordinal() < surest.ordinal() ? certainty : surest;
        }
        return surest;
    }

    private static List<JsonNode> of(JsonNode resource) {
        List<JsonNode> sources = new ArrayList<>();
        for (JsonNode extension : resource.path("extension")) {
            if (extension.path("url").asText().endsWith("/case-source")) {
                sources.add(extension);
            }
        }
        return sources;
    }
}
