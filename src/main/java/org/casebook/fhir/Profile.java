package org.casebook.fhir;

import java.util.List;

/** One of R4's own profiles on a resource, as far as cardinalities and invariants go (section 5.1.0.14). */
public record Profile(String url, String type, List<Rule> rules) {
    /**
     * What the profile wants of an element, beyond its type.
     *
     * @param path {@code CodeSystem.publisher}; a choice ends with {@code [x]}
     * @param min how often it must be there in each element around it
     * @param max how often it may be there
     */
    public record Rule(String path, int min, int max, List<Invariant> invariants) {}
}
