package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.casebook.index.SearchParameters;
import org.casebook.jdbc.TestDatabase;
import org.casebook.validation.CaseLibrary;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people ask of the case of 2009, and what it must answer. */
@SearchedTest
class CaseQuestionsTest {
    private static final String CASE = "vitale-2009";
    private static final String PATIENT = "Patient/vitale-2009-p1";
    private static final String FINDING = "https://casebook.example/fhir/CodeSystem/case-finding";
    private static final String RESPONSE = "https://casebook.example/fhir/CodeSystem/treatment-response";

    private final SearchStore store;

    CaseQuestionsTest(TestDatabase kind) {
        store = SearchDatabases.shared("case", kind, CaseQuestionsTest::load);
    }

    private static SearchStore load(TestDatabase kind) {
        CaseLibrary library = CaseLibrary.shipped();
        SearchParameters parameters = SearchParameters.r4()
                .with(library.definitions("SearchParameter").stream()
                        .map(SearchParameters::read)
                        .toList());
        return new SearchStore(kind, parameters).withTrees(library.caseResources(CASE));
    }

    @Test
    @DisplayName("1 Which drugs brought no improvement?")
    void drugsWithoutImprovement() {
        String query = "Observation?code=" + FINDING + "|treatment-response&value-concept=" + RESPONSE
                + "|no-improvement&_include=Observation:part-of";
        assertThat(store.ids(query)).hasSize(1);
        assertThat(store.included(query))
                .containsExactlyInAnyOrder(
                        "MedicationStatement/vitale-2009-prednisone",
                        "MedicationStatement/vitale-2009-hydroxychloroquine");
    }

    @Test
    @DisplayName("2 Was serum calcium normal? Which value?")
    void calcium() {
        List<ObjectNode> found =
                resources("Observation?subject=" + PATIENT + "&code=http://loinc.org|17861-6&interpretation=N");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).has("valueQuantity")).isFalse();
        assertThat(found.get(0).at("/dataAbsentReason/coding/0/code").asText()).isEqualTo("unknown");
    }

    @Test
    @DisplayName("3 What began 12 days after surgery?")
    void afterSurgery() {
        assertThat(store.ids("MedicationStatement?relative-to=Procedure/vitale-2009-excision"
                        + "&relative-offset=12|http://unitsofmeasure.org|d"))
                .containsExactlyInAnyOrder("vitale-2009-bisphosphonate", "vitale-2009-methotrexate");
    }

    @Test
    @DisplayName("4 Age at diagnosis?")
    void ageAtDiagnosis() {
        List<ObjectNode> found = resources(
                "Condition?code=http://snomed.info/sct|1212005" + "&age-at-diagnosis=7|http://unitsofmeasure.org|a");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("id").asText()).isEqualTo("vitale-2009-jdm");
        assertThat(found.get(0).properties().stream().map(java.util.Map.Entry::getKey))
                .noneMatch(name -> name.startsWith("onset"));
    }

    @Test
    @DisplayName("6 Did CT show contact with muscle or bone?")
    void computedTomography() {
        assertThat(store.included(
                        "DiagnosticReport?code=http://snomed.info/sct|77477000&_include=DiagnosticReport:result"))
                .containsExactlyInAnyOrder("Observation/vitale-2009-ct-muscle", "Observation/vitale-2009-ct-bone");
    }

    @Test
    @DisplayName("7 Which side had the fistula?")
    void side() {
        String fistula = "Condition?code=http://snomed.info/sct|428794004&body-site=http://snomed.info/sct|";
        assertThat(store.ids(fistula + "723979003")).hasSize(1);
        assertThat(store.ids(fistula + "723980000")).isEmpty();
    }

    @Test
    @DisplayName("8 What belonged to the operation?")
    void operation() {
        assertThat(store.ids("Procedure?part-of=Procedure/vitale-2009-excision"))
                .containsExactlyInAnyOrder(
                        "vitale-2009-reconstruction", "vitale-2009-remodeling", "vitale-2009-anesthesia");
        assertThat(store.ids("MedicationStatement?part-of=Procedure/vitale-2009-excision"))
                .containsExactly("vitale-2009-antibiotic-prophylaxis");
    }

    @Test
    @DisplayName("10 Where does 'no recurrence' come from?")
    void source() {
        List<ObjectNode> found =
                resources("Observation?_id=vitale-2009-fu-recurrence&_include=Observation:derived-from");
        assertThat(found).hasSize(2);
        assertThat(found.get(0).toString()).contains("F57");
        assertThat(found.get(1).toString()).contains("10.1097/PRS.0b013e3181bcf703");
    }

    @Test
    @DisplayName("13 Is every patient fact covered?")
    void facts() {
        List<String> facts = new ArrayList<>(List.of("F12"));
        Stream.iterate(20, f -> f + 1).limit(45).forEach(f -> facts.add("F" + f));
        TreeSet<String> without = new TreeSet<>();
        for (String fact : facts) {
            if (Stream.of(
                            "Patient",
                            "Condition",
                            "Observation",
                            "Procedure",
                            "MedicationStatement",
                            "Encounter",
                            "Specimen",
                            "DiagnosticReport",
                            "Media",
                            "List",
                            "Composition",
                            "DocumentReference")
                    .filter(type -> store.parameters.of(type, "case-fact").isPresent())
                    .allMatch(type -> store.total(type + "?_summary=count&case-fact=" + fact) == 0)) {
                without.add(fact);
            }
        }
        assertThat(facts).hasSize(46);
        assertThat(without).isEmpty();
    }

    @Test
    @DisplayName("14 Authors in order with specialty?")
    void authors() {
        List<ObjectNode> found = resources("DocumentReference?identifier=https://doi.org/10.1097/PRS.0b013e3181bcf703"
                + "&_include=DocumentReference:author&_include:iterate=PractitionerRole:practitioner");
        List<String> types =
                found.stream().map(r -> r.get("resourceType").asText()).toList();
        assertThat(types).filteredOn("PractitionerRole"::equals).hasSize(5);
        assertThat(types).filteredOn("Practitioner"::equals).hasSize(5);
        List<String> order = new ArrayList<>();
        found.get(0)
                .path("author")
                .forEach(author -> order.add(author.path("reference").asText()));
        assertThat(order)
                .extracting(reference -> reference.replaceAll(".*role-", ""))
                .containsExactly("vitale", "delia", "la-torre", "calcagno", "stagno-d-alcontres");
    }

    @Test
    @DisplayName("negative controls")
    void controls() {
        assertThat(store.total("Observation?code=" + FINDING + "|treatment-response&value-concept=" + RESPONSE
                        + "|improvement"))
                .isZero();
        assertThat(store.total("Condition?code=http://snomed.info/sct|31996006"))
                .isZero();
        assertThat(store.total("AllergyIntolerance?patient=" + PATIENT)).isZero();
        for (String word : List.of("elbow", "knee", "ulcer")) {
            assertThat(store.total("?_type=Condition,Observation,Procedure,MedicationStatement&_content=" + word))
                    .isZero();
        }
    }

    private List<ObjectNode> resources(String query) {
        return store.run(query).entries().stream()
                .map(entry -> Json.stored(entry.resource().content()))
                .toList();
    }
}
