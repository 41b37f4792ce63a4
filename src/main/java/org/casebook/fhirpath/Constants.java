package org.casebook.fhirpath;

import java.util.List;
import java.util.Map;

/** {@code %name} (R4 section 2.29.1). */
final class Constants {
    private static final Map<String, String> FIXED = Map.of(
            "sct", "http://snomed.info/sct",
            "loinc", "http://loinc.org",
            "ucum", Units.UCUM);

    private Constants() {}

    static Op compile(String name) {
        if (FIXED.containsKey(name)) {
            return text(FIXED.get(name));
        }
        if (name.startsWith("vs-")) {
            return text("http://hl7.org/fhir/ValueSet/" + name.substring("vs-".length()));
        }
        if (name.startsWith("ext-")) {
            return text("http://hl7.org/fhir/StructureDefinition/" + name.substring("ext-".length()));
        }
        return scope -> variable(scope, name);
    }

    private static Op text(String text) {
        List<Item> value = List.of(new Value.Text(text));
        return scope -> value;
    }

    private static List<Item> variable(Scope scope, String name) {
        List<Item> given = scope.evaluation().context().variable(name);
        if (given != null) {
            return given;
        }
        Item input = scope.evaluation().input();
        return switch (name) {
            case "context" -> Functions.list(input);
            case "resource" -> input instanceof Element e ? List.of(e.resource()) : List.of();
            case "rootResource" -> input instanceof Element e ? List.of(e.rootResource()) : List.of();
            default -> throw FhirPathException.semantic("there is no constant %" + name);
        };
    }
}
