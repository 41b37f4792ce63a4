package org.casebook.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CaseLibraryTest {
    private final CaseLibrary library = CaseLibrary.shipped();

    @Test
    void theCaseHasItsSixtyFourResources() {
        Map<String, Long> counts = library.caseResources("vitale-2009").stream()
                .collect(Collectors.groupingBy(
                        r -> r.path("resourceType").asText(), TreeMap::new, Collectors.counting()));
        assertThat(counts)
                .containsEntry("Patient", 1L)
                .containsEntry("Condition", 5L)
                .containsEntry("Observation", 22L)
                .containsEntry("Procedure", 4L)
                .containsEntry("MedicationStatement", 5L);
        assertThat(counts.values().stream().mapToLong(n -> n).sum()).isEqualTo(64);
    }

    @Test
    void everyIdOfTheCaseStartsWithItsName() {
        assertThat(library.caseResources("vitale-2009"))
                .allSatisfy(r -> assertThat(r.path("id").asText()).startsWith("vitale-2009"));
    }

    @Test
    void everyProfileIsShippedWithItsSnapshot() {
        assertThat(library.definitions("StructureDefinition"))
                .hasSize(20)
                .extracting(p -> p.path("snapshot").path("element").size())
                .allMatch(elements -> elements > 3);
    }

    @Test
    void definitionsHaveUniqueUrls() {
        assertThat(library.definitions().stream()
                        .map(d -> d.path("url").asText())
                        .toList())
                .doesNotHaveDuplicates()
                .allMatch(url -> !url.isEmpty());
    }

    @Test
    void theTwelveSearchParametersAreReadFromHere() {
        assertThat(library.definitions("SearchParameter")).hasSize(12);
        assertThat(library.views()).extracting(ObjectNode::size).hasSize(3);
    }

    @Test
    void anUnknownCaseIsNamedInTheError() {
        assertThatThrownBy(() -> library.caseResources("nobody-1900")).hasMessageContaining("vitale-2009");
    }
}
