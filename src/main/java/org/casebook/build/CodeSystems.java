package org.casebook.build;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The code systems of R4 whose content is complete, with the ancestors of every code. */
final class CodeSystems {
    private record Concept(String code, Set<String> ancestors, Map<String, String> properties) {}

    private final Map<String, List<Concept>> systems = new HashMap<>();

    CodeSystems() {
        // ISO 4217 is not in HL7's files; the JDK carries it.
        systems.put(
                "urn:iso:std:iso:4217",
                Currency.getAvailableCurrencies().stream()
                        .map(Currency::getCurrencyCode)
                        .sorted()
                        .map(code -> new Concept(code, Set.of(), Map.of()))
                        .toList());
    }

    void add(XmlElement codeSystem) {
        if (codeSystem.text("content").equals("complete")) {
            List<Concept> concepts = new ArrayList<>();
            collect(codeSystem, Set.of(), concepts);
            systems.put(codeSystem.text("url"), closeOverParents(concepts));
        }
    }

    private static void collect(XmlElement parent, Set<String> ancestors, List<Concept> into) {
        for (XmlElement concept : parent.all("concept")) {
            String code = concept.text("code");
            Set<String> line = new LinkedHashSet<>(ancestors);
            Map<String, String> properties = new HashMap<>();
            for (XmlElement property : concept.all("property")) {
                String name = property.text("code");
                String value = property.children().stream()
                        .filter(c -> c.name().startsWith("value"))
                        .map(c -> String.valueOf(c.value()))
                        .findFirst()
                        .orElse("");
                properties.put(name, value);
                if (name.equals("subsumedBy") || name.equals("parent")) {
                    line.add(value);
                }
            }
            into.add(new Concept(code, line, properties));
            Set<String> below = new LinkedHashSet<>(line);
            below.add(code);
            collect(concept, below, into);
        }
    }

    private static List<Concept> closeOverParents(List<Concept> concepts) {
        Map<String, Concept> byCode = new HashMap<>();
        concepts.forEach(c -> byCode.put(c.code, c));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Concept concept : concepts) {
                for (String ancestor : List.copyOf(concept.ancestors)) {
                    Concept above = byCode.get(ancestor);
                    grown |= above != null && concept.ancestors.addAll(above.ancestors);
                }
            }
        }
        return concepts;
    }

    /** Every code of a system that passes the filters; null where it cannot be told. */
    @Nullable
    Set<String> codes(String system, List<XmlElement> filters) {
        List<Concept> concepts = systems.get(system);
        if (concepts == null) {
            return null;
        }
        Set<String> codes = new LinkedHashSet<>();
        for (Concept concept : concepts) {
            Boolean passes = passes(concept, filters);
            if (passes == null) {
                return null;
            }
            if (passes) {
                codes.add(concept.code);
            }
        }
        return codes;
    }

    private static @Nullable Boolean passes(Concept concept, List<XmlElement> filters) {
        for (XmlElement filter : filters) {
            String value = filter.text("value");
            boolean self = concept.code.equals(value);
            boolean below = concept.ancestors.contains(value);
            Boolean passes = switch (filter.text("op")) {
                case "is-a" -> self || below;
                case "descendent-of" -> below;
                case "is-not-a" -> !self && !below;
                case "=" -> value.equals(concept.properties.get(filter.text("property")));
                default -> null;
            };
            if (passes == null || !passes) {
                return passes;
            }
        }
        return true;
    }
}
