package org.casebook.fhir;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The codes of a value set with a required binding, where R4 enumerates all of them (section 4.1.5).
 *
 * @param valueSet canonical URL with version
 * @param bySystem code system to codes
 */
public record RequiredCodes(String valueSet, Map<String, Set<String>> bySystem, Set<String> all) {

    RequiredCodes(String valueSet, Map<String, Set<String>> bySystem) {
        this(valueSet, bySystem, union(bySystem));
    }

    private static Set<String> union(Map<String, Set<String>> bySystem) {
        Set<String> all = new HashSet<>();
        bySystem.values().forEach(all::addAll);
        return Set.copyOf(all);
    }

    /** Whether a plain {@code code} is one of them. */
    public boolean contains(String code) {
        return all.contains(code);
    }

    /** Whether the code of that system is one of them. */
    public boolean contains(String system, String code) {
        return bySystem.getOrDefault(system, Set.of()).contains(code);
    }
}
