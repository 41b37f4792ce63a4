package org.casebook.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.casebook.fhirpath.Element;
import org.junit.jupiter.api.Test;

/** The case's own search parameters on the case. */
class CaseSearchTest {
    private static final Path RESOURCES = Path.of("fhir-resources");
    private final SearchParameters parameters =
            SearchParameters.r4().withResources(read(RESOURCES.resolve("definitions"), "SearchParameter-"));
    private final ResourceIndexer indexer = new ResourceIndexer(parameters, Set.of());

    @Test
    void thereAreTwelve() {
        assertThat(parameters.all()).hasSize(SearchParameters.r4().all().size() + 12);
        assertThat(parameters.of("Observation", "body-site")).isPresent();
        assertThat(parameters.of("Procedure", "outcome")).isPresent();
    }

    @Test
    void allAreWalkedAsPaths() {
        for (SearchParameter parameter : parameters.all()) {
            if (parameter.url().startsWith("https://casebook.example/")) {
                parameter
                        .base()
                        .forEach(type ->
                                assertThat(indexer.plan(type).computed()).doesNotContain(parameter));
            }
        }
    }

    @Test
    void aTimeThatIsOnlyRelativeIsFound() {
        List<IndexValue> offsets = values("MedicationStatement", "relative-offset");
        assertThat(offsets)
                .isNotEmpty()
                .allSatisfy(v -> assertThat(((QuantityValue) v).canonical()).isNotNull());
        assertThat(offsets)
                .extracting(v -> ((QuantityValue) v).number().value())
                .doesNotContainNull()
                .allSatisfy(n -> assertThat((BigDecimal) n).isNotNegative());
        assertThat(values("MedicationStatement", "relative-to"))
                .isNotEmpty()
                .allSatisfy(v -> assertThat(((ReferenceValue) v).id()).isNotNull());
    }

    @Test
    void everyClinicalStatementPointsToItsFact() {
        for (ObjectNode resource : read(RESOURCES.resolve("cases/vitale-2009"), "Observation-")) {
            assertThat(indexer.index(resource))
                    .as(resource.path("id").asText())
                    .anyMatch(e -> e.parameter().code().equals("case-fact"))
                    .anyMatch(e -> e.parameter().code().equals("case-phase"));
        }
    }

    @Test
    void theWalkFindsWhatTheEngineFinds() {
        Extractors extractors = new Extractors(Set.of());
        int found = 0;
        for (ObjectNode resource : read(RESOURCES.resolve("cases/vitale-2009"), "")) {
            Element root = Element.of(resource);
            List<IndexEntry> entries = indexer.index(resource);
            for (SearchParameter parameter : parameters.all(root.definition().name())) {
                if (parameter.url().startsWith("https://casebook.example/")) {
                    List<IndexValue> computed = new java.util.ArrayList<>();
                    org.casebook.fhirpath.FhirPath.compile(parameter.expression())
                            .evaluate(root, ReferencedTypes.INSTANCE)
                            .forEach(item -> extractors.extract(parameter.type(), item, computed::add));
                    found += computed.size();
                    assertThat(entries.stream()
                                    .filter(e -> e.parameter().equals(parameter))
                                    .map(IndexEntry::value))
                            .containsExactlyInAnyOrderElementsOf(new java.util.LinkedHashSet<>(computed));
                }
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    private List<IndexValue> values(String type, String code) {
        return read(RESOURCES.resolve("cases/vitale-2009"), type + "-").stream()
                .flatMap(r -> indexer.index(r).stream())
                .filter(e -> e.parameter().code().equals(code))
                .map(IndexEntry::value)
                .toList();
    }

    private static List<ObjectNode> read(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .map(CaseSearchTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            return Json.stored(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
