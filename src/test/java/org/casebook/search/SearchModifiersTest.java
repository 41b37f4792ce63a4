package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows D1 to D15: modifiers. */
@SearchedTest
class SearchModifiersTest {
    private final SearchStore store;

    SearchModifiersTest(TestDatabase kind) {
        store = ConformanceData.store(kind);
    }

    @Test
    @DisplayName("D1 :missing on every type")
    void d1() {
        assertThat(store.ids("Patient?gender:missing=true")).containsExactly("sam");
        assertThat(store.ids("Patient?gender:missing=false")).containsExactlyInAnyOrder("peter", "eva");
        assertThat(store.ids("Patient?general-practitioner:missing=true")).containsExactly("eva");
        assertThat(store.ids("Patient?address:missing=false")).containsExactly("peter");
        assertThat(store.ids("Observation?date:missing=true")).containsExactly("coded");
        assertThat(store.ids("Observation?value-quantity:missing=true")).containsExactlyInAnyOrder("coded", "bp");
        assertThat(store.ids("Observation?component-code-value-quantity:missing=false"))
                .containsExactly("bp");
        assertThat(store.ids("RiskAssessment?probability:missing=true")).isEmpty();
        assertThat(store.ids("Location?near:missing=true")).containsExactly("room");
        assertThat(store.ids("Patient?_profile:missing=false")).containsExactly("peter");
        assertThat(store.ids("Patient?_id:missing=true")).isEmpty();
        assertThatThrownBy(() -> store.run("Patient?gender:missing=yes")).hasMessageContaining("true or false");
    }

    @Test
    @DisplayName("D2 :exact")
    void d2() {
        assertThat(store.ids("Patient?family:exact=Müller")).containsExactly("eva");
        assertThat(store.ids("Patient?family:exact=muller")).isEmpty();
        assertThat(store.ids("Patient?family:exact=Mül")).isEmpty();
    }

    @Test
    @DisplayName("D3 :contains")
    void d3() {
        assertThat(store.ids("Patient?family:contains=ALM")).containsExactly("peter");
        assertThat(store.ids("Patient?family:contains=l")).containsExactlyInAnyOrder("peter", "eva");
        assertThat(store.ids("Patient?family:contains=%25")).isEmpty();
        assertThat(store.ids("Patient?family:contains=_")).isEmpty();
    }

    @Test
    @DisplayName("D4 :not, also what has no value")
    void d4() {
        assertThat(store.ids("Patient?gender:not=male")).containsExactlyInAnyOrder("eva", "sam");
        assertThat(store.ids("Patient?gender:not=male,female")).containsExactly("sam");
        assertThat(store.ids("Patient?gender:not=male&gender:missing=false")).containsExactly("eva");
    }

    @Test
    @DisplayName("D5 :text on a token")
    void d5() {
        assertThat(store.ids("Condition?code:text=cat")).containsExactly("cat");
        assertThat(store.ids("Observation?code:text=weight%20of")).hasSize(7);
        assertThat(store.ids("Observation?code:text=of%20the")).isEmpty();
    }

    @Test
    @DisplayName("D6 :in")
    void d6() {
        assertThat(store.ids("Condition?code:in=http://acme.org/fhir/ValueSet/cats"))
                .containsExactlyInAnyOrder("cat", "tabby");
        assertThat(store.ids("Observation?code:in=ValueSet/weights&subject=Patient/eva"))
                .containsExactly("w70000g");
        assertThatThrownBy(() -> store.run("Condition?code:in=http://nowhere"))
                .hasMessageContaining("not on this server");
    }

    @Test
    @DisplayName("D7 :not-in")
    void d7() {
        assertThat(store.ids("Condition?code:not-in=http://acme.org/fhir/ValueSet/cats"))
                .isEmpty();
        assertThat(store.ids("Observation?code:not-in=http://acme.org/fhir/ValueSet/weights"))
                .containsExactlyInAnyOrder("mg54", "unit54", "coded", "bp");
    }

    @Test
    @DisplayName("D8 :above and :below on a token")
    void d8() {
        assertThat(store.ids("Condition?code:below=http://snomed.info/sct|animal"))
                .containsExactlyInAnyOrder("cat", "tabby");
        assertThat(store.ids("Condition?code:below=http://snomed.info/sct|tabby"))
                .containsExactly("tabby");
        assertThat(store.ids("Condition?code:above=http://snomed.info/sct|tabby"))
                .containsExactlyInAnyOrder("cat", "tabby");
        assertThat(store.ids("Condition?code:above=http://snomed.info/sct|cat")).containsExactly("cat");
        SearchResult unknown = store.run("Condition?code:below=http://snomed.info/sct|unicorn");
        assertThat(unknown.entries()).isEmpty();
        assertThat(unknown.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.text()).contains("unicorn"));
        assertThat(store.ids("Condition?code:below=http://nowhere|cat")).isEmpty();
        assertThat(store.ids("Condition?code:below=http://snomed.info/sct|unicorn,http://snomed.info/sct|tabby"))
                .containsExactly("tabby");
        assertThatThrownBy(() -> store.store.read(session -> store.search.matches(
                        session,
                        SearchStore.BASE,
                        "Condition",
                        List.of(new SearchRequest.Parameter("code:below", "http://snomed.info/sct|unicorn")),
                        2)))
                .as("the criteria of a write")
                .hasMessageContaining("unicorn");
    }

    @Test
    @DisplayName("D9 :above and :below on uri and reference")
    void d9() {
        assertThat(store.ids("ValueSet?url:below=http://acme.org/fhir/")).containsExactlyInAnyOrder("cats", "weights");
        assertThat(store.ids("ValueSet?url:above=http://acme.org/fhir/ValueSet/cats/_history/5"))
                .containsExactly("cats");
        assertThat(store.ids("Encounter?location:below=Location/near")).containsExactly("e4");
        assertThat(store.ids("Encounter?location:below=Location/room")).containsExactly("e4");
        assertThat(store.ids("Location?partof:above=Location/room")).containsExactlyInAnyOrder("far", "room");
        assertThat(store.ids("QuestionnaireResponse?questionnaire:below=http://example.org/Questionnaire/q|1"))
                .containsExactly("qr1");
    }

    @Test
    @DisplayName("D10 :of-type")
    void d10() {
        assertThat(store.ids("Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|2345"))
                .containsExactly("peter");
        assertThat(store.ids("Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|2345"))
                .isEmpty();
    }

    @Test
    @DisplayName("D11 :identifier")
    void d11() {
        assertThat(store.ids("Patient?general-practitioner:identifier=http://npi|77"))
                .containsExactly("sam");
        assertThat(store.ids("Patient?general-practitioner:identifier=77")).containsExactly("sam");
    }

    @Test
    @DisplayName("D12 :[type]")
    void d12() {
        assertThat(store.ids("Observation?subject:Patient=eva")).containsExactly("w70000g");
        assertThat(store.ids("Observation?subject:Device=eva")).isEmpty();
        assertThatThrownBy(() -> store.run("Observation?subject:Medication=eva"))
                .hasMessageContaining("Patient");
    }

    @Test
    @DisplayName("D13 :iterate")
    void d13() {
        assertThat(store.included(
                        "Observation?_id=w70kg&_include=Observation:subject&_include:iterate=Patient:organization"))
                .containsExactlyInAnyOrder("Patient/peter", "Organization/org1");
        assertThat(store.included("Patient?_id=eva&_include=Patient:organization&_include:iterate=Organization:partof"))
                .containsExactlyInAnyOrder("Organization/org2", "Organization/org1");
        assertThat(
                        store.included(
                                "Patient?_id=peter&_revinclude=Observation:subject&_revinclude:iterate=Provenance:target&_count=1"))
                .contains("Provenance/prov1", "Observation/w70kg");
    }

    @Test
    @DisplayName("D14 modifiers inside chains")
    void d14() {
        assertThat(store.ids("Observation?subject.family:exact=Müller")).containsExactly("w70000g");
        assertThat(store.ids("Observation?subject:Patient.gender:missing=true")).containsExactly("unit54");
        assertThat(store.ids("Observation?subject.gender:not=male")).containsExactlyInAnyOrder("w70000g", "unit54");
    }

    @Test
    @DisplayName("D15 :code-text and :text-advanced")
    void d15() {
        assertThat(store.ids("Condition?code:code-text=TAB")).containsExactly("tabby");
        assertThat(store.ids("Condition?code:text-advanced=bite%20cat")).containsExactly("cat");
        assertThat(store.ids("Condition?code:text-advanced=bit")).isEmpty();
    }

    @Test
    @DisplayName("a modifier that the type does not allow is a 400 that says which it does")
    void refusal() {
        assertThatThrownBy(() -> store.run("Patient?birthdate:exact=1974")).hasMessageContaining(":missing");
        assertThatThrownBy(() -> store.run("Patient?family:below=x")).hasMessageContaining(":contains");
    }
}
