package org.casebook.interaction.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casebook.fhir.ResourceKey;

/** The resources of one case and what they say of each other. */
final class CaseResources {
    private final Map<String, JsonNode> resources = new LinkedHashMap<>();

    void add(ResourceKey key, JsonNode resource) {
        resources.put(key.toString(), resource);
    }

    JsonNode get(String reference) {
        return resources.getOrDefault(reference, MissingNode.getInstance());
    }

    /** The results that reports list, so that they stand with their report. */
    Set<String> results() {
        Set<String> results = new HashSet<>();
        for (JsonNode resource : resources.values()) {
            resource.path("result")
                    .forEach(result -> results.add(result.path("reference").asText()));
        }
        return results;
    }

    /** The earliest phase of this resource and of those that carry one of its facts. */
    Phase firstPhase(JsonNode resource) {
        Phase first = phase(resource);
        Set<String> facts = new HashSet<>(Sources.facts(resource));
        for (JsonNode other : resources.values()) {
            if (Sources.facts(other).stream().anyMatch(facts::contains)) {
                first = Phase.earlier(first, phase(other));
            }
        }
        return isBeforePresentation(resource) ? Phase.HISTORY : first;
    }

    static Phase phase(JsonNode resource) {
        return Phase.of(Extensions.of(resource, "case-phase")
                .path("valueCodeableConcept")
                .path("coding")
                .path(0)
                .path("code")
                .asText());
    }

    /** Whether an age says that it is older than the age at which the patient came. */
    private boolean isBeforePresentation(JsonNode resource) {
        double at = Math.min(
                years(Extensions.of(resource, "age-at-diagnosis").path("valueAge")), years(resource.path("onsetAge")));
        return resources.values().stream()
                .filter(other -> Codes.has(other.path("code"), Codes.AGE))
                .anyMatch(other -> at < years(other.path("valueQuantity")));
    }

    private static double years(JsonNode age) {
        return age.path("code").asText().equals("a") ? age.path("value").asDouble() : Double.POSITIVE_INFINITY;
    }

    /** By the phase and the number of the first fact: facts are numbered as the source tells them. */
    private String order(JsonNode resource) {
        return firstPhase(resource).ordinal()
                + Sources.facts(resource).stream()
                        .min(Comparator.naturalOrder())
                        .orElse("~");
    }

    /** In reading order, a report right before its results. */
    List<JsonNode> ordered() {
        List<JsonNode> ordered = new ArrayList<>();
        Set<String> results = results();
        List<Map.Entry<String, JsonNode>> told = new ArrayList<>(resources.entrySet());
        told.sort(Comparator.comparing(entry -> order(entry.getValue())));
        for (Map.Entry<String, JsonNode> entry : told) {
            if (results.contains(entry.getKey())) {
                continue;
            }
            ordered.add(entry.getValue());
            entry.getValue().path("result").forEach(result -> {
                JsonNode found = get(result.path("reference").asText());
                if (!found.isMissingNode()) {
                    ordered.add(found);
                }
            });
        }
        return ordered;
    }
}
