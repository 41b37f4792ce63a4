package org.casebook.interaction.timeline;

import java.util.List;

/** A row of the picture, and the resource types that belong into it. */
public enum Lane {
    ENCOUNTER("Visits", List.of("Encounter")),
    CONDITION("Conditions", List.of("Condition")),
    FINDING("Findings", List.of("Observation")),
    INVESTIGATION("Investigations", List.of("DiagnosticReport")),
    PROCEDURE("Procedures", List.of("Procedure")),
    DRUG("Drugs", List.of("MedicationStatement"));

    private final String title;
    private final List<String> types;

    Lane(String title, List<String> types) {
        this.title = title;
        this.types = types;
    }

    public String title() {
        return title;
    }

    /** The types whose resources stand here, unless a report claims them as its results. */
    public List<String> types() {
        return types;
    }
}
