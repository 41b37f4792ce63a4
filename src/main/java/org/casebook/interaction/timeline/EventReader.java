package org.casebook.interaction.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.casebook.fhir.ResourceKey;

/** Reads an event out of a resource. */
final class EventReader {
    private static final String PRESENT = "52101004";
    private static final String ABSENT = "2667000";
    private static final Set<String> DONE =
            Set.of("completed", "in-progress", "active", "finished", "final", "amended");
    private static final Set<String> NOT_DONE = Set.of("not-done", "not-taken", "cancelled");
    private final CaseResources resources;
    private final TimeWords times;

    EventReader(CaseResources resources) {
        this.resources = resources;
        this.times = new TimeWords(resources);
    }

    List<TimelineEvent> all() {
        Set<String> results = resources.results();
        return resources.ordered().stream().map(r -> event(r, results)).toList();
    }

    private TimelineEvent event(JsonNode resource, Set<String> results) {
        ResourceKey key = new ResourceKey(
                resource.path("resourceType").asText(), resource.path("id").asText());
        Lane lane = results.contains(key.toString()) ? Lane.INVESTIGATION : lane(key.type());
        Presence presence = presence(resource);
        Phase to = CaseResources.phase(resource);
        Phase from = lane == Lane.CONDITION ? resources.firstPhase(resource) : to;
        String title = Codes.words(code(resource)) + about(resource, presence, lane);
        return new TimelineEvent(
                key,
                lane,
                title.isEmpty() ? key.type() : title,
                presence,
                detail(resource, presence),
                times.of(resource),
                from,
                to,
                lasting(resource),
                Sources.certainty(resource),
                Sources.facts(resource));
    }

    /** A result that stands alone says what it is a result of: the treatment, else the disorder. */
    private String about(JsonNode resource, Presence presence, Lane lane) {
        if (presence != Presence.RESULT || lane != Lane.FINDING) {
            return "";
        }
        JsonNode references = resource.has("partOf") ? resource.path("partOf") : resource.path("focus");
        StringBuilder names = new StringBuilder();
        for (JsonNode reference : references) {
            String name =
                    Codes.words(code(resources.get(reference.path("reference").asText())));
            names.append(names.isEmpty() || name.isEmpty() ? "" : ", ").append(name);
        }
        return names.isEmpty() ? "" : ": " + names;
    }

    /** What the resource is about. */
    static JsonNode code(JsonNode resource) {
        for (String name : List.of("code", "medicationCodeableConcept", "serviceType")) {
            if (resource.has(name)) {
                return resource.path(name);
            }
        }
        return resource.path("type").path(0);
    }

    private static Lane lane(String type) {
        for (Lane lane : Lane.values()) {
            if (lane.types().contains(type)) {
                return lane;
            }
        }
        return Lane.FINDING;
    }

    private static boolean lasting(JsonNode resource) {
        return switch (resource.path("resourceType").asText()) {
            case "Condition" ->
                !Set.of("inactive", "resolved", "remission").contains(Codes.firstCode(resource.path("clinicalStatus")));
            case "MedicationStatement" -> resource.path("status").asText().equals("active");
            default -> false;
        };
    }

    private static Presence presence(JsonNode resource) {
        return switch (resource.path("resourceType").asText()) {
            case "Condition" -> conditionPresence(Codes.firstCode(resource.path("verificationStatus")));
            case "Observation" -> findingPresence(resource);
            default -> statusPresence(resource.path("status").asText());
        };
    }

    private static Presence conditionPresence(String verification) {
        return switch (verification) {
            case "confirmed" -> Presence.PRESENT;
            case "refuted", "entered-in-error" -> Presence.ABSENT;
            default -> Presence.UNKNOWN;
        };
    }

    private static Presence findingPresence(JsonNode finding) {
        JsonNode value = finding.path("valueCodeableConcept");
        if (Codes.has(value, PRESENT)) {
            return Presence.PRESENT;
        }
        if (Codes.has(value, ABSENT)) {
            return Presence.ABSENT;
        }
        boolean hasResult = finding.has("interpretation") || !value(finding).isEmpty();
        return hasResult ? Presence.RESULT : Presence.UNKNOWN;
    }

    private static Presence statusPresence(String status) {
        if (DONE.contains(status)) {
            return Presence.PRESENT;
        }
        return NOT_DONE.contains(status) ? Presence.ABSENT : Presence.UNKNOWN;
    }

    private static String detail(JsonNode resource, Presence presence) {
        return switch (resource.path("resourceType").asText()) {
            case "Condition" -> "last told: " + Codes.firstCode(resource.path("clinicalStatus"));
            case "MedicationStatement" -> medication(resource.path("status").asText());
            case "Observation" -> presence == Presence.RESULT ? result(resource) : presence.code();
            case "Encounter", "DiagnosticReport" -> presence == Presence.PRESENT ? "" : status(resource);
            default -> procedure(resource, presence);
        };
    }

    private static String status(JsonNode resource) {
        return resource.path("status").asText();
    }

    private static String medication(String status) {
        return switch (status) {
            case "unknown" -> "given; not told whether it went on";
            case "active" -> "given, goes on";
            case "completed" -> "given";
            default -> status;
        };
    }

    private static String procedure(JsonNode resource, Presence presence) {
        String done = presence == Presence.PRESENT ? "done" : status(resource);
        return resource.has("outcome") ? done + "; " + Codes.words(resource.path("outcome")) : done;
    }

    private static String result(JsonNode finding) {
        String value = value(finding);
        JsonNode interpretation = finding.path("interpretation").path(0);
        if (value.isEmpty()) {
            return Codes.words(interpretation).toLowerCase(java.util.Locale.ROOT) + "; no figure is given";
        }
        return interpretation.isMissingNode() ? value : value + " (" + Codes.words(interpretation) + ")";
    }

    private static String value(JsonNode finding) {
        if (finding.has("valueQuantity")) {
            return Codes.quantity(finding.path("valueQuantity"));
        }
        if (finding.has("valueCodeableConcept")) {
            return Codes.words(finding.path("valueCodeableConcept"));
        }
        for (String name : List.of("valueString", "valueInteger", "valueBoolean")) {
            if (finding.has(name)) {
                return finding.path(name).asText();
            }
        }
        return "";
    }
}
