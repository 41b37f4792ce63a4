package org.casebook.fhir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of {@code _elements}, by type. Below the root R4 knows no names, so {@code name.family} means {@code name}.
 *
 * @param ofMatches names without a type
 * @param ofTypes type to names
 */
record ElementNames(Set<String> ofMatches, Map<String, Set<String>> ofTypes) {

    static ElementNames of(List<String> names) {
        Set<String> ofMatches = new HashSet<>();
        Map<String, Set<String>> ofTypes = new HashMap<>();
        for (String name : names) {
            String[] steps = name.strip().replace("[x]", "").split("\\.", -1);
            if (steps.length > 1 && Definitions.r4().isResourceType(steps[0])) {
                ofTypes.computeIfAbsent(steps[0], t -> new HashSet<>()).add(steps[1]);
            } else if (steps.length > 1 && steps[0].equals("*")) {
                ofMatches.add(steps[1]);
            } else {
                ofMatches.add(steps[0]);
            }
        }
        return new ElementNames(ofMatches, ofTypes);
    }

    /** What is wanted of a resource; empty where nothing was said about it. */
    Set<String> of(String type, boolean match) {
        Set<String> names = new HashSet<>(ofTypes.getOrDefault(type, Set.of()));
        if (match) {
            names.addAll(ofMatches);
        }
        return names;
    }
}
