package org.casebook.interaction.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Says when something was, as the source tells it: by age, or by its distance from another event. */
final class TimeWords {
    private static final int LONGEST_NAME = 32;
    private final CaseResources resources;

    TimeWords(CaseResources resources) {
        this.resources = resources;
    }

    String of(JsonNode resource) {
        if (Codes.has(resource.path("code"), Codes.AGE)) {
            return "age " + Codes.quantity(resource.path("valueQuantity"));
        }
        JsonNode diagnosed = Extensions.of(resource, "age-at-diagnosis").path("valueAge");
        if (diagnosed.has("value")) {
            return "diagnosed at " + Codes.quantity(diagnosed);
        }
        if (resource.path("onsetAge").has("value")) {
            return "from age " + Codes.quantity(resource.path("onsetAge"));
        }
        JsonNode range = resource.has("performedRange") ? resource.path("performedRange") : resource.path("onsetRange");
        if (range.has("low")) {
            return "age " + Codes.quantity(range.path("low"))
                    + (range.has("high") ? " to " + Codes.quantity(range.path("high")) : " or more");
        }
        return relative(resource);
    }

    private String relative(JsonNode resource) {
        for (String period : new String[] {"effectivePeriod", "performedPeriod", "period"}) {
            JsonNode relation = Extensions.of(resource.path(period).path("_start"), "cqf-relativeDateTime");
            if (!relation.isMissingNode()) {
                return relation(relation);
            }
        }
        return "";
    }

    private String relation(JsonNode relation) {
        String offset = Codes.quantity(Extensions.of(relation, "offset").path("valueDuration"));
        String word = Extensions.of(relation, "relationship")
                .path("valueCode")
                .asText()
                .replace('-', ' ');
        String target = Extensions.of(relation, "target")
                .path("valueReference")
                .path("reference")
                .asText();
        String path = Extensions.of(relation, "targetPath").path("valueString").asText();
        String name = name(Codes.words(EventReader.code(resources.get(target))), target);
        return offset + " " + word + " " + (path.contains("diagnosis") ? "diagnosis of " : "") + name;
    }

    /** The name of the event it counts from, short enough to be read in passing. */
    private static String name(String title, String reference) {
        if (title.isEmpty()) {
            return reference;
        }
        int of = title.indexOf(" of ");
        String head = of > 0 ? title.substring(0, of) : title;
        String cut = head.length() > LONGEST_NAME ? head.substring(0, LONGEST_NAME - 1) + "…" : head;
        boolean abbreviation = cut.length() > 1 && Character.isUpperCase(cut.charAt(1));
        return abbreviation ? cut : cut.substring(0, 1).toLowerCase(Locale.ROOT) + cut.substring(1);
    }
}
