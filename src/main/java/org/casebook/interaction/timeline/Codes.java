package org.casebook.interaction.timeline;

import com.fasterxml.jackson.databind.JsonNode;

/** CodeableConcepts and quantities in words. */
final class Codes {
    /** LOINC: the age of the patient. */
    static final String AGE = "30525-0";

    private Codes() {}

    /** The text, else the first display, else the first code. */
    static String words(JsonNode concept) {
        if (concept.hasNonNull("text")) {
            return concept.path("text").asText();
        }
        JsonNode coding = concept.path("coding").path(0);
        return coding.hasNonNull("display")
                ? coding.path("display").asText()
                : coding.path("code").asText();
    }

    static boolean has(JsonNode concept, String code) {
        for (JsonNode coding : concept.path("coding")) {
            if (coding.path("code").asText().equals(code)) {
                return true;
            }
        }
        return false;
    }

    static String firstCode(JsonNode concept) {
        return concept.path("coding").path(0).path("code").asText();
    }

    /** "7 years", "10 mmol/L". */
    static String quantity(JsonNode quantity) {
        String value = quantity.path("value").asText();
        String unit = quantity.hasNonNull("unit")
                ? quantity.path("unit").asText()
                : quantity.path("code").asText();
        return (value + " " + unit).trim();
    }
}
