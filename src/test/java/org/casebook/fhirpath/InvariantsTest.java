package org.casebook.fhirpath;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** The invariants of the case's profiles, on the case, on its planted defects and on damaged copies, against HAPI. */
class InvariantsTest {
    private static final Path RESOURCES = Path.of("fhir-resources");

    private record Invariant(String type, String key, String expression) {}

    private final HapiOracle oracle = new HapiOracle();
    private final Set<String> decided = new TreeSet<>();
    private int comparisons;

    @Test
    void sameAsHapi() {
        List<Invariant> invariants = invariants();
        assertThat(invariants.stream().map(Invariant::key).distinct()).hasSize(32);
        List<String> differences = new ArrayList<>();
        for (ObjectNode resource : resources()) {
            for (Invariant invariant : invariants) {
                if (invariant.type.equals(resource.path("resourceType").asText())) {
                    compare(invariant, resource, differences);
                }
            }
        }
        assertThat(comparisons).isGreaterThan(2_000);
        assertThat(differences).isEmpty();
        assertThat(decided).as("invariants that were seen both true and false").hasSizeGreaterThanOrEqualTo(20);
    }

    private void compare(Invariant invariant, ObjectNode resource, List<String> differences) {
        Resource model = oracle.parse(resource.toString());
        String ours = ours(invariant.expression, resource);
        String theirs = theirs(invariant.expression, model);
        comparisons++;
        if (!ours.equals(theirs)) {
            differences.add(invariant + " on " + resource + ": ours " + ours + ", HAPI's " + theirs);
        }
        if (outcomes.merge(invariant.key, ours, (a, b) -> a.equals(b) ? a : "both")
                .equals("both")) {
            decided.add(invariant.key);
        }
    }

    private final Map<String, String> outcomes = new LinkedHashMap<>();

    private static String ours(String expression, ObjectNode resource) {
        try {
            return String.valueOf(FhirPath.compile(expression).test(Element.of(resource), EvaluationContext.NONE));
        } catch (FhirPathException e) {
            return "error";
        }
    }

    private String theirs(String expression, Resource resource) {
        try {
            List<HapiOracle.Found> found = oracle.evaluate(resource, resource, expression);
            boolean single = found.size() == 1;
            return String.valueOf(single && !found.get(0).json().asText().equals("false"));
        } catch (IllegalStateException e) {
            return "error";
        }
    }

    /** The case and its defects, and each of them once without each of its own elements. */
    private List<ObjectNode> resources() {
        List<ObjectNode> resources = new ArrayList<>();
        for (ObjectNode whole : read(RESOURCES.resolve("cases/vitale-2009"), "")) {
            resources.add(whole);
            for (String name : (Iterable<String>) whole::fieldNames) {
                if (!name.equals("resourceType")) {
                    resources.add(whole.deepCopy().without(name));
                }
            }
            resources.add(Json.stored(whole.toString()
                    .replace("\"F", "\"X")
                    .replace("snomed.info/sct", "snomed.info/other")
                    .replace("unitsofmeasure.org", "units.example")
                    .replace("DocumentReference/", "Composition/")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        for (ObjectNode defect : read(RESOURCES.resolve("defects"), "")) {
            collect(defect, resources);
        }
        return resources;
    }

    private void collect(JsonNode node, List<ObjectNode> out) {
        boolean resource =
                Definitions.r4().isResourceType(node.path("resourceType").asText());
        if (resource && readable(node)) {
            out.add((ObjectNode) node);
        }
        node.forEach(child -> collect(child, out));
    }

    private boolean readable(JsonNode node) {
        try {
            oracle.parse(node.toString());
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static List<Invariant> invariants() {
        List<Invariant> invariants = new ArrayList<>();
        for (ObjectNode definition : read(RESOURCES.resolve("definitions"), "StructureDefinition-")) {
            for (JsonNode element : definition.path("differential").path("element")) {
                for (JsonNode constraint : element.path("constraint")) {
                    invariants.add(new Invariant(
                            definition.path("type").asText(),
                            constraint.path("key").asText(),
                            constraint.path("expression").asText()));
                }
            }
        }
        return invariants;
    }

    private static List<ObjectNode> read(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix)
                            && f.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(InvariantsTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some defects are no JSON. */
    private static Stream<ObjectNode> read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file)) instanceof ObjectNode object
                    ? Stream.of(object)
                    : Stream.empty();
        } catch (JsonProcessingException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
