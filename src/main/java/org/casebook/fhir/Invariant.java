package org.casebook.fhir;

/**
 * A rule that R4 gives with an element, of severity error (section 5.1.0.17.3).
 *
 * @param key such as {@code obs-6}; not unique in R4 ({@code inv-1} is a rule of Task and one of Parameters)
 * @param expression FHIRPath on the element; it must be true
 * @param human what the rule says to a person
 * @param source URL of the definition that the rule comes from
 */
public record Invariant(String key, String expression, String human, String source) {
    /** The name by which an issue gives the rule: {@code http://hl7.org/fhir/StructureDefinition/Observation#obs-6}. */
    public String url() {
        return source + "#" + key;
    }
}
