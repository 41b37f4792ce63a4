package org.casebook.build;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a StructureDefinition as lines, one a type and one an element; {@code org.casebook.fhir.DefinitionsReader}
 * reads them and describes the columns.
 */
final class TypeLines {
    private static final String STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";
    private static final String FHIR_TYPE = STRUCTURE + "structuredefinition-fhir-type";
    private static final Set<String> CODED =
            Set.of("code", "Coding", "CodeableConcept", "Quantity", "string", "uri", "Money");

    private final XmlElement definition;
    private final Set<String> requiredValueSets;
    private final InvariantNumbers invariants;
    private final StringBuilder out;

    TypeLines(XmlElement definition, Set<String> requiredValueSets, InvariantNumbers invariants, StringBuilder out) {
        this.definition = definition;
        this.requiredValueSets = requiredValueSets;
        this.invariants = invariants;
        this.out = out;
    }

    void write() {
        String name = definition.text("type");
        String kind = definition.text("kind");
        String base = definition.text("baseDefinition").replace(STRUCTURE, "");
        Map<String, StringBuilder> types = new LinkedHashMap<>();
        XmlElement snapshot = definition.first("snapshot");
        XmlElement root = snapshot == null ? null : snapshot.first("element");
        types.put(name, typeLine(name, kind, base, definition.text("abstract"), numbers(root)));
        for (XmlElement element : snapshot == null ? List.<XmlElement>of() : snapshot.all("element")) {
            String path = element.text("path");
            int dot = path.lastIndexOf('.');
            if (dot < 0 || kind.equals("primitive-type") && path.endsWith(".value")) {
                continue;
            }
            if (isBackbone(element)) {
                String itsBase = element.first("type") == null
                        ? ""
                        : type(element.all("type").get(0), path);
                types.put(path, typeLine(path, "backbone", itsBase, "false", numbers(element)));
            }
            StringBuilder owner = types.get(path.substring(0, dot));
            if (owner == null) {
                throw new IllegalStateException("no type for " + path);
            }
            owner.append(elementLine(element, path));
        }
        types.values().forEach(out::append);
    }

    private static StringBuilder typeLine(String name, String kind, String base, String isAbstract, String invariants) {
        return new StringBuilder(String.join("\t", "T", name, kind, base, isAbstract, invariants)).append('\n');
    }

    private String numbers(@Nullable XmlElement element) {
        return element == null ? "" : invariants.of(element, definition.text("url"));
    }

    /** Those of a backbone stand at its type, whoever points to it; here are those of this one element. */
    private String elementNumbers(XmlElement element) {
        return isBackbone(element) ? "" : numbers(element);
    }

    private String elementLine(XmlElement element, String path) {
        XmlElement binding = element.first("binding");
        String valueSet =
                binding != null && binding.text("strength").equals("required") ? binding.text("valueSet") : "";
        if (element.all("type").stream().noneMatch(t -> CODED.contains(t.text("code")))) {
            valueSet = "";
        }
        if (!valueSet.isEmpty()) {
            requiredValueSets.add(valueSet);
        }
        boolean attribute = element.all("representation").stream().anyMatch(r -> "xmlAttr".equals(r.value()));
        return String.join(
                        "\t",
                        "E",
                        path.substring(path.lastIndexOf('.') + 1),
                        types(element, path),
                        element.text("min"),
                        element.text("max"),
                        flag("s", element.text("isSummary").equals("true"))
                                + flag("m", element.text("isModifier").equals("true"))
                                + flag("a", attribute),
                        valueSet,
                        elementNumbers(element))
                + "\n";
    }

    private static String flag(String letter, boolean set) {
        return set ? letter : "";
    }

    /** {@code Quantity|Reference(Patient,Group)}, each type once. */
    private String types(XmlElement element, String path) {
        String content = element.text("contentReference");
        if (!content.isEmpty()) {
            return content.substring(content.indexOf('#') + 1);
        }
        if (isBackbone(element)) {
            return path;
        }
        Map<String, Set<String>> types = new LinkedHashMap<>();
        for (XmlElement type : element.all("type")) {
            Set<String> targets = types.computeIfAbsent(type(type, path), t -> new LinkedHashSet<>());
            type.all("targetProfile")
                    .forEach(p -> targets.add(String.valueOf(p.value()).replace(STRUCTURE, "")));
        }
        return types.entrySet().stream()
                .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + "(" + String.join(",", e.getValue()) + ")")
                .collect(Collectors.joining("|"));
    }

    private static boolean isBackbone(XmlElement element) {
        return element.all("type").stream()
                .map(t -> t.text("code"))
                .anyMatch(code -> code.equals("BackboneElement") || code.equals("Element"));
    }

    private String type(XmlElement type, String path) {
        String code = type.text("code");
        if (!code.startsWith("http://hl7.org/fhirpath/")) {
            return code;
        }
        // Resource.id is written as a System.String; the text of the spec (2.27) makes it an id.
        boolean resourceId = definition.text("kind").equals("resource") && path.equals(definition.text("type") + ".id");
        return resourceId
                ? "id"
                : type.all("extension").stream()
                        .filter(e -> FHIR_TYPE.equals(e.url()))
                        .map(e -> e.text("valueUrl"))
                        .findFirst()
                        .orElse("string");
    }
}
