package org.casebook.validation;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.casebook.build.CaseTable;
import org.casebook.fhirpath.FhirPath;
import org.junit.jupiter.api.Test;

/** No fact without its resource, no clinical resource without its fact. */
class FactsTest {
    private static final Set<String> CLINICAL = Set.of(
            "Patient",
            "Condition",
            "Observation",
            "Procedure",
            "MedicationStatement",
            "DiagnosticReport",
            "Specimen",
            "Encounter",
            "Media");
    private final List<ObjectNode> resources = CaseLibrary.shipped().caseResources("vitale-2009");
    private final Map<String, JsonNode> facts = new TreeMap<>();
    private final ShippedCase shipped = new ShippedCase();

    FactsTest() {
        shipped.get("CodeSystem/vitale-2009-facts")
                .path("concept")
                .forEach(c -> facts.put(c.path("code").asText(), c));
    }

    @Test
    void everyFactIsCarriedWhereItSaysOrGivesItsReason() {
        List<String> lost = new ArrayList<>();
        facts.forEach((code, fact) -> {
            for (String carrier : CaseTable.carriedBy(fact)) {
                int hash = carrier.indexOf('#');
                ObjectNode resource = shipped.get(carrier.substring(0, hash));
                if (FhirPath.compile(carrier.substring(hash + 1))
                        .evaluate(resource)
                        .isEmpty()) {
                    lost.add(code + " " + carrier);
                }
            }
        });
        assertThat(lost).isEmpty();
        assertThat(facts.values().stream()
                        .filter(f -> CaseTable.carriedBy(f).isEmpty())
                        .map(f -> f.path("code").asText()))
                .containsExactlyInAnyOrder("F16", "F17");
    }

    @Test
    void theNumbersOfTheReportAreAllThere() {
        Set<String> wanted = new TreeSet<>(Set.of("F14a", "F14b", "F14c", "F14d", "F14e"));
        for (int i = 1; i <= 64; i++) {
            if (i < 18 && i != 14 || i >= 20) {
                wanted.add("F%02d".formatted(i));
            }
        }
        for (int i = 1; i <= 15; i++) {
            wanted.add("B%02d".formatted(i));
        }
        for (int i = 1; i <= 11; i++) {
            wanted.add("C" + i);
        }
        assertThat(facts.keySet()).isEqualTo(wanted);
    }

    @Test
    void everyClinicalResourceHasItsFactAndEveryFactOfThePatientItsResource() {
        Set<String> traced = new TreeSet<>();
        for (ObjectNode resource : resources) {
            Set<String> own = CaseTable.sources(resource).keySet();
            traced.addAll(own);
            assertThat(facts.keySet()).containsAll(own);
            assertThat(own.isEmpty())
                    .as(resource.path("id").asText())
                    .isEqualTo(!CLINICAL.contains(resource.path("resourceType").asText()));
        }
        Set<String> ofThePatient = new TreeSet<>(Set.of("F12"));
        for (int i = 20; i <= 64; i++) {
            ofThePatient.add("F" + i);
        }
        assertThat(traced).isEqualTo(ofThePatient).hasSize(46);
    }

    @Test
    void whatCarriesAFactOfThePatientNamesItAsItsSource() {
        facts.forEach((code, fact) -> {
            for (String carrier : CaseTable.carriedBy(fact)) {
                String reference = carrier.substring(0, carrier.indexOf('#'));
                if (code.startsWith("F") && CLINICAL.contains(reference.substring(0, reference.indexOf('/')))) {
                    assertThat(CaseTable.sources(shipped.get(reference)))
                            .as(code + " in " + reference)
                            .containsKey(code);
                }
            }
        });
    }

    @Test
    void backgroundIsNeverAFactAboutThePatient() {
        String composition = "section.where(code.coding.code = 'background')";
        ObjectNode document = shipped.get("Composition/vitale-2009");
        assertThat(FhirPath.compile(composition + ".section.id").evaluate(document))
                .hasSize(15);
        assertThat(FhirPath.compile(composition + ".descendants().where(reference.exists())")
                        .evaluate(document))
                .isEmpty();
        assertThat(resources.stream()
                        .flatMap(r -> CaseTable.sources(r).keySet().stream())
                        .filter(f -> f.startsWith("B")))
                .isEmpty();
    }

    @Test
    void nothingIsInvented() {
        for (ObjectNode resource : resources) {
            String type = resource.path("resourceType").asText();
            if (CLINICAL.contains(type) || type.equals("List")) {
                String dates = "descendants().where(($this is dateTime) or ($this is date) or ($this is instant))"
                        + ".where(hasValue())";
                assertThat(FhirPath.compile(dates).evaluate(resource))
                        .as(resource.path("id").asText())
                        .isEmpty();
            }
            assertThat(resource.has("dosage")).isFalse();
            assertThat(resource.has("performer")).isFalse();
        }
        assertThat(shipped.get("Patient/vitale-2009-p1").has("name")).isFalse();
        assertThat(shipped.get("DocumentReference/vitale-2009")
                        .at("/content/0/attachment")
                        .has("data"))
                .isFalse();
    }

    @Test
    void theTableIsInStep() throws IOException {
        assertThat(Files.readString(Path.of("docs/case.md")))
                .as("docs/case.md is generated: run org.casebook.build.CaseTable docs/case.md")
                .isEqualTo(CaseTable.text());
    }
}
