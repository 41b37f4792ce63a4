package org.casebook.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;

/**
 * A display must be one that the code system gives the code (R4 Coding.display). HL7's validator looks at it only in
 * some bindings, so every Coding is looked at here, against the code systems that are given.
 */
final class DisplayCheck {
    private final Map<String, Map<String, Set<String>>> displays = new HashMap<>();
    private final Map<String, String> preferred = new HashMap<>();

    DisplayCheck(List<ObjectNode> codeSystems) {
        add(codeSystems);
    }

    private DisplayCheck(DisplayCheck other, List<ObjectNode> codeSystems) {
        displays.putAll(other.displays);
        preferred.putAll(other.preferred);
        codeSystems.forEach(system -> displays.remove(system.path("url").asText()));
        add(codeSystems);
    }

    /** Together with more code systems, which take the place of those of the same URL. */
    DisplayCheck with(List<ObjectNode> codeSystems) {
        return codeSystems.isEmpty() ? this : new DisplayCheck(this, codeSystems);
    }

    private void add(List<ObjectNode> codeSystems) {
        for (ObjectNode system : codeSystems) {
            add(system.path("concept"), system.path("url").asText());
        }
    }

    private void add(JsonNode concepts, String system) {
        for (JsonNode concept : concepts) {
            String code = concept.path("code").asText();
            Set<String> names = new HashSet<>();
            names.add(folded(concept.path("display").asText()));
            concept.path("designation")
                    .forEach(d -> names.add(folded(d.path("value").asText())));
            displays.computeIfAbsent(system, s -> new HashMap<>()).put(code, names);
            preferred.put(system + "|" + code, concept.path("display").asText());
            add(concept.path("concept"), system);
        }
    }

    private static String folded(String display) {
        return display.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").trim();
    }

    void check(Element element, Consumer<Issue> issues) {
        if (!element.type().equals("Coding") || !element.node().hasNonNull("display")) {
            return;
        }
        String system = element.node().path("system").asText();
        String code = element.node().path("code").asText();
        String display = element.node().path("display").asText();
        Set<String> known = displays.getOrDefault(system, Map.of()).get(code);
        if (known != null && !known.contains(folded(display))) {
            String right = preferred.get(system + "|" + code);
            issues.accept(new Issue(
                    Severity.WARNING,
                    IssueType.CODE_INVALID,
                    "'" + display + "' is not a display of " + system + "|" + code + ". Write '" + right
                            + "', or leave the display out.",
                    List.of(element.expression() + ".display"),
                    null,
                    system));
        }
    }
}
