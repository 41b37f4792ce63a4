package org.casebook.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The invariants of severity error, each once and with a number by which elements name them: HL7 repeats them at every
 * element, two hundred rules 8,700 times. The first definition that has a rule is its source.
 */
final class InvariantNumbers {
    /** Rules on every element, contained resource or narrative; the server has them as code. */
    private static final Set<String> IN_CODE =
            Set.of("ele-1", "ext-1", "ref-1", "dom-2", "dom-3", "dom-4", "dom-5", "txt-1", "txt-2");

    /** que-7 of R4 asks for the System type, which no element has; R5 has mended it. */
    private static final String WRONG_TYPE = "answer is Boolean";

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, List<XmlElement>> profiles = new HashMap<>();
    private final Set<String> keysOfTypes = new HashSet<>();

    /** Keeps the rules of a profile on a data type for the elements that are of it. */
    void profile(XmlElement definition) {
        XmlElement snapshot = definition.first("snapshot");
        if (snapshot != null) {
            profiles.put(definition.text("url"), snapshot.all("element").get(0).all("constraint"));
        }
    }

    /** The numbers of an element's invariants, parted by commas. */
    String of(XmlElement element, String definition) {
        Set<Integer> found = new LinkedHashSet<>();
        for (XmlElement constraint : element.all("constraint")) {
            keysOfTypes.add(constraint.text("key"));
            add(constraint, definition, found);
        }
        for (XmlElement type : element.all("type")) {
            for (XmlElement profile : type.all("profile")) {
                String url = String.valueOf(profile.value());
                // The rules of Quantity itself hold for each of them already.
                profiles.getOrDefault(url, List.of()).stream()
                        .filter(c -> !c.text("key").startsWith("qty-"))
                        .forEach(c -> add(c, url, found));
            }
        }
        return joined(found);
    }

    /** Those that a profile adds; call it when all types have theirs. */
    String ofProfile(XmlElement element, String definition) {
        Set<Integer> found = new LinkedHashSet<>();
        element.all("constraint").stream()
                .filter(c -> !keysOfTypes.contains(c.text("key")))
                .forEach(c -> add(c, definition, found));
        return joined(found);
    }

    private static String joined(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void add(XmlElement constraint, String definition, Set<Integer> into) {
        boolean wanted = constraint.text("severity").equals("error") && !IN_CODE.contains(constraint.text("key"));
        if (wanted && !constraint.text("expression").isEmpty()) {
            String source = constraint.text("source").isEmpty() ? definition : constraint.text("source");
            String expression = column(constraint, "expression").replace(WRONG_TYPE, "answer is boolean");
            String rule = column(constraint, "key") + "\t" + expression;
            into.add(numbers.computeIfAbsent(rule, r -> {
                lines.add("I\t" + r + "\t" + column(constraint, "human") + "\t" + source + "\n");
                return lines.size() - 1;
            }));
        }
    }

    private static String column(XmlElement constraint, String name) {
        return constraint.text(name).strip().replaceAll("\\s+", " ");
    }

    /** The rules themselves, in the order of their numbers. */
    String lines() {
        return String.join("", lines);
    }
}
