package org.casebook.build;

import java.util.List;

/** The warnings of HL7's validator about {@code fhir-resources} that stay, and why. */
public final class AcceptedWarnings {
    /**
     * One kind of warning.
     *
     * @param file the file, or the start of its name
     * @param text how the warning starts
     */
    public record Accepted(String file, String text, String reason) {}

    public static final List<Accepted> ALL = List.of(
            new Accepted(
                    "CodeSystem-icd-10.json",
                    "HL7 Defined CodeSystems should ensure",
                    "ICD-10 belongs to WHO, not to HL7; its definitions are not ours to copy."),
            new Accepted(
                    "ImplementationGuide-casebook.json",
                    "The canonical URL http://hl7.org/fhir/ImplementationGuide/fhir",
                    "R4 itself is a package, but no ImplementationGuide resource of it is shipped with the validator."));

    private AcceptedWarnings() {}
}
