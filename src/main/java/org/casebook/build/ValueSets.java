package org.casebook.build;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value sets of R4, expanded where every code of them is known from HL7's own files. */
final class ValueSets {
    /** Every publication of FHIR adds its own version; a set of those known in 2019 would refuse the later ones. */
    private static final String GROWS = "http://hl7.org/fhir/ValueSet/FHIR-version";

    private final Map<String, XmlElement> byUrl = new HashMap<>();
    private final CodeSystems codeSystems;

    ValueSets(CodeSystems codeSystems) {
        this.codeSystems = codeSystems;
    }

    void add(XmlElement valueSet) {
        byUrl.put(valueSet.text("url"), valueSet);
    }

    /** System to codes; null where the value set is open or cannot be expanded from these files. */
    @Nullable
    Map<String, Set<String>> expand(String canonical) {
        String url = canonical.replaceAll("\\|.*", "");
        XmlElement valueSet = url.equals(GROWS) ? null : byUrl.get(url);
        XmlElement compose = valueSet == null ? null : valueSet.first("compose");
        if (compose == null) {
            return null;
        }
        Map<String, Set<String>> codes = new LinkedHashMap<>();
        for (XmlElement include : compose.all("include")) {
            Map<String, Set<String>> part = part(include);
            if (part == null) {
                return null;
            }
            part.forEach((system, some) ->
                    codes.computeIfAbsent(system, s -> new LinkedHashSet<>()).addAll(some));
        }
        for (XmlElement exclude : compose.all("exclude")) {
            Map<String, Set<String>> part = part(exclude);
            if (part == null) {
                return null;
            }
            part.forEach((system, some) -> codes.getOrDefault(system, Set.of()).removeAll(some));
        }
        return codes;
    }

    private @Nullable Map<String, Set<String>> part(XmlElement include) {
        Map<String, Set<String>> codes = include.first("system") == null ? null : ofSystem(include);
        if (include.first("system") != null && codes == null) {
            return null;
        }
        for (XmlElement reference : include.all("valueSet")) {
            Map<String, Set<String>> other = expand(String.valueOf(reference.value()));
            if (other == null) {
                return null;
            }
            if (codes == null) {
                codes = other;
            } else {
                codes.forEach((system, some) -> some.retainAll(other.getOrDefault(system, Set.of())));
            }
        }
        return codes;
    }

    private @Nullable Map<String, Set<String>> ofSystem(XmlElement include) {
        String system = include.text("system");
        Set<String> listed = new LinkedHashSet<>();
        include.all("concept").forEach(c -> listed.add(c.text("code")));
        Set<String> codes = listed.isEmpty() ? codeSystems.codes(system, include.all("filter")) : listed;
        if (codes == null) {
            return null;
        }
        Map<String, Set<String>> result = new LinkedHashMap<>();
        result.put(system, codes);
        return result;
    }
}
