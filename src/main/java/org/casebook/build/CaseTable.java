package org.casebook.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.casebook.validation.CaseLibrary;

/**
 * Writes {@code docs/case.md}: which resource and element carries each fact of a case. Everything in it is read from
 * the resources and from the code system of the case's facts. Run by hand: {@code CaseTable docs/case.md}; a test
 * compares.
 */
public final class CaseTable {
    private static final String SOURCE = "https://casebook.example/fhir/StructureDefinition/case-source";
    private final StringBuilder text = new StringBuilder();
    private final List<ObjectNode> resources;
    private final JsonNode facts;

    private CaseTable(List<ObjectNode> resources, JsonNode facts) {
        this.resources = resources;
        this.facts = facts;
    }

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), text());
    }

    /** The whole document. */
    public static String text() {
        CaseLibrary library = CaseLibrary.shipped();
        String name = "vitale-2009";
        ObjectNode facts = library.definitions("CodeSystem").stream()
                .filter(d -> d.path("id").asText().equals(name + "-facts"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no facts of " + name));
        return new CaseTable(library.caseResources(name), facts.path("concept")).write(name);
    }

    private String write(String name) {
        line("# The case " + name);
        line("");
        line("This file is generated from `fhir-resources` by `org.casebook.build.CaseTable`; a test compares them.");
        line("Every fact of the published report has a number and stands here in words of our own. F are facts about");
        line("the publication and the patient, B general statements of the authors, C contradictions and doubts.");
        line("");
        coverage();
        table("Facts", "F", true);
        table("Background: never facts about the patient", "B", false);
        table("Contradictions and doubts", "C", false);
        withoutFact();
        warnings();
        return text.toString();
    }

    private void coverage() {
        Map<String, Long> types = new TreeMap<>(resources.stream()
                .collect(Collectors.groupingBy(r -> r.path("resourceType").asText(), Collectors.counting())));
        Set<String> traced = new TreeSet<>();
        resources.forEach(r -> traced.addAll(sources(r).keySet()));
        line("## Coverage");
        line("");
        line("- " + resources.size() + " resources: "
                + types.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", ")) + ".");
        line("- " + count("F") + " facts, of which " + notRepresented() + " are not represented, with the reason; "
                + traced.size() + " are the source (`case-source`) of a clinical resource.");
        line("- " + count("B") + " background statements, all in sections of the Composition; " + count("C")
                + " contradictions.");
        line("");
    }

    private long count(String letter) {
        long count = 0;
        for (JsonNode fact : facts) {
            count += fact.path("code").asText().startsWith(letter) ? 1 : 0;
        }
        return count;
    }

    private long notRepresented() {
        long count = 0;
        for (JsonNode fact : facts) {
            count += carriedBy(fact).isEmpty() ? 1 : 0;
        }
        return count;
    }

    private void table(String title, String letter, boolean certainty) {
        line("## " + title);
        line("");
        line("| | Where | What | Carried by |" + (certainty ? " Certainty |" : "") + " Remark |");
        line("|---|---|---|---|" + (certainty ? "---|" : "") + "---|");
        for (JsonNode fact : facts) {
            String code = fact.path("code").asText();
            if (code.startsWith(letter)) {
                line("| " + code + " | " + String.join(" ", properties(fact, "paragraph")) + " | " + what(fact) + " | "
                        + carriedBy(fact).stream().map(CaseTable::element).collect(Collectors.joining("<br>")) + " | "
                        + (certainty ? certainties(code) + " | " : "")
                        + String.join(" ", properties(fact, "remark")) + " |");
            }
        }
        line("");
    }

    private static String what(JsonNode fact) {
        String definition = fact.path("definition").asText();
        return definition.isEmpty()
                ? fact.path("display").asText()
                : fact.path("display").asText() + ": " + definition;
    }

    /** {@code Condition/x} with the path in short: extensions by the last part of their URL. */
    private static String element(String carrier) {
        int hash = carrier.indexOf('#');
        String path = carrier.substring(hash + 1).replaceAll("'https?://[^']*/([^/']+)'", "'$1'");
        return "[`" + carrier.substring(0, hash) + "`](../fhir-resources/cases/vitale-2009/"
                + file(carrier.substring(0, hash)) + ") `" + path.replace("|", "\\|") + "`";
    }

    private static String file(String reference) {
        String[] parts = reference.split("/");
        String id = parts[1].equals("vitale-2009") ? parts[1] : parts[1].substring("vitale-2009-".length());
        return parts[0] + "-" + id + ".json";
    }

    private String certainties(String fact) {
        Set<String> found = new TreeSet<>();
        resources.forEach(r -> {
            if (sources(r).containsKey(fact)) {
                found.add(sources(r).get(fact));
            }
        });
        return String.join(", ", found);
    }

    private void withoutFact() {
        line("## Resources without a fact of their own");
        line("");
        line("They say who wrote, published and curated the case, or put its parts in order:");
        line("");
        resources.stream()
                .filter(r -> sources(r).isEmpty())
                .forEach(r -> line("- `" + r.path("resourceType").asText() + "/"
                        + r.path("id").asText() + "`"));
        line("");
    }

    private void warnings() {
        line("## What HL7's validator still says");
        line("");
        line("There are no errors. These warnings stay:");
        line("");
        line("| File | Warning | Why it stays |");
        line("|---|---|---|");
        AcceptedWarnings.ALL.forEach(w -> line("| `" + w.file() + "` | " + w.text() + " … | " + w.reason() + " |"));
    }

    /** Fact number to certainty. */
    public static Map<String, String> sources(ObjectNode resource) {
        Map<String, String> sources = new TreeMap<>();
        for (JsonNode extension : resource.path("extension")) {
            if (extension.path("url").asText().equals(SOURCE)) {
                String fact = "";
                String certainty = "";
                for (JsonNode part : extension.path("extension")) {
                    if (part.path("url").asText().equals("fact")) {
                        fact = part.path("valueId").asText();
                    } else if (part.path("url").asText().equals("certainty")) {
                        certainty =
                                part.at("/valueCodeableConcept/coding/0/code").asText();
                    }
                }
                sources.put(fact, certainty);
            }
        }
        return sources;
    }

    /** {@code Type/id#path} of each element that carries a fact. */
    public static List<String> carriedBy(JsonNode fact) {
        return properties(fact, "carried-by");
    }

    private static List<String> properties(JsonNode fact, String code) {
        List<String> values = new ArrayList<>();
        for (JsonNode property : fact.path("property")) {
            if (property.path("code").asText().equals(code)) {
                values.add(property.path("valueString").asText());
            }
        }
        return values;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
