package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.casebook.error.CasebookException;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows C1 to C10: the types of parameters, with the examples of the R4 search page. */
@SearchedTest
class SearchTypesTest {
    private final SearchStore store;

    SearchTypesTest(TestDatabase kind) {
        store = ConformanceData.store(kind);
    }

    @Test
    @DisplayName("C1 number")
    void c1() {
        assertThat(store.ids("RiskAssessment?probability=0.8")).containsExactly("risk8");
        assertThat(store.ids("RiskAssessment?probability=gt0.8")).containsExactly("risk100");
        assertThat(store.ids("RiskAssessment?probability=ge0.8")).hasSize(2);
        assertThat(store.ids("RiskAssessment?probability=100")).containsExactly("risk100");
        assertThat(store.ids("RiskAssessment?probability=100.0")).isEmpty();
        assertThat(store.ids("RiskAssessment?probability=100.40")).containsExactly("risk100");
        assertThat(store.ids("RiskAssessment?probability=1e2")).containsExactly("risk100");
        assertThat(store.ids("RiskAssessment?probability=ne100")).containsExactly("risk8");
        assertThat(store.ids("RiskAssessment?probability=lt0.8")).isEmpty();
        assertThat(store.ids("RiskAssessment?probability=le0.8")).containsExactly("risk8");
        assertThat(store.ids("RiskAssessment?probability=ap95")).containsExactly("risk100");
        assertThatThrownBy(() -> store.run("RiskAssessment?probability=1e999999999"))
                .isInstanceOf(CasebookException.class);
        assertThatThrownBy(() -> store.run("RiskAssessment?probability=x")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("C2 date with periods and partial dates")
    void c2() {
        assertThat(store.ids("Observation?date=2013-01-14")).containsExactlyInAnyOrder("w70kg", "w70000g");
        assertThat(store.ids("Observation?date=2013-01")).containsExactlyInAnyOrder("w70kg", "w70000g");
        assertThat(store.ids("Observation?date=2013")).containsExactlyInAnyOrder("w70kg", "w70000g", "w71kg", "unit54");
        assertThat(store.ids("Observation?date=2013-01-14T10:00:00Z")).containsExactly("w70kg");
        assertThat(store.ids("Observation?date=2013-01-14T12:00:00%2B02:00")).containsExactly("w70kg");
        assertThat(store.ids("Observation?date=2013-01-14T10:00Z")).containsExactly("w70kg");
        assertThat(store.ids("Encounter?date=ge2013-03-14")).containsExactly("e2");
        assertThat(store.ids("Encounter?date=gt2013-03-13")).containsExactlyInAnyOrder("e1", "e2");
        assertThat(store.ids("Encounter?date=le2013-03-14")).containsExactlyInAnyOrder("e1", "e2", "e3");
        assertThat(store.ids("Encounter?date=sa2013-01-31")).containsExactly("e2");
        assertThat(store.ids("Encounter?date=eb2012-06")).containsExactly("e3");
        assertThat(store.ids("Encounter?date=lt2012")).containsExactly("e3");
        assertThatThrownBy(() -> store.run("Observation?date=14.1.2013")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("C3 string: starts with, without case and accents, over all parts of a name")
    void c3() {
        assertThat(store.ids("Patient?given=eve")).isEmpty();
        assertThat(store.ids("Patient?given=EVA")).containsExactly("eva");
        assertThat(store.ids("Patient?family=mul")).containsExactly("eva");
        assertThat(store.ids("Patient?name=jam")).containsExactly("peter");
        assertThat(store.ids("Patient?name=chal,mül")).containsExactlyInAnyOrder("peter", "eva");
        assertThat(store.ids("Patient?address=pleasant")).containsExactly("peter");
        assertThat(store.ids("Patient?address-city=PLEASANT%20v")).containsExactly("peter");
        assertThat(store.ids("Patient?name=sam\\, the \\| \\$1 \\\\".replace(" ", "%20")))
                .containsExactly("sam");
    }

    @Test
    @DisplayName("C4 token in all its forms")
    void c4() {
        assertThat(store.ids("Patient?identifier=http://acme.org/patient|2345")).containsExactly("peter");
        assertThat(store.ids("Patient?identifier=2345")).containsExactlyInAnyOrder("peter", "eva");
        assertThat(store.ids("Patient?identifier=|2345")).containsExactly("eva");
        assertThat(store.ids("Patient?identifier=http://acme.org/patient|")).containsExactly("peter");
        assertThat(store.ids("Patient?identifier=http://other|a\\|b")).containsExactly("sam");
        assertThat(store.ids("Patient?active=true")).containsExactly("peter");
        assertThat(store.ids("Patient?gender=http://hl7.org/fhir/administrative-gender|male"))
                .containsExactly("peter");
        assertThat(store.ids("Patient?email=p@x.org")).containsExactly("peter");
        assertThat(store.ids("Observation?code=http://loinc.org|29463-7,mg"))
                .containsExactlyInAnyOrder("w70kg", "w70000g", "w71kg", "mg54", "unit54");
        assertThatThrownBy(() -> store.run("Patient?identifier=|")).isInstanceOf(CasebookException.class);
        assertThatThrownBy(() -> store.run("Patient?gender=")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("C5 reference in all its forms")
    void c5() {
        assertThat(store.ids("Observation?subject=Patient/eva")).containsExactly("w70000g");
        assertThat(store.ids("Observation?subject=eva")).containsExactly("w70000g");
        assertThat(store.ids("Observation?patient=eva")).containsExactly("w70000g");
        assertThat(store.ids("Observation?subject=http://localhost/fhir/Patient/eva"))
                .containsExactly("w70000g");
        assertThat(store.ids("Observation?subject=http://elsewhere/fhir/Patient/eva"))
                .isEmpty();
        assertThat(store.ids("Observation?subject=Patient/peter&code=29463-7"))
                .containsExactlyInAnyOrder("w70kg", "w71kg");
        assertThat(store.ids("Observation?subject=Patient/peter/_history/1")).containsExactly("w71kg");
        assertThat(store.ids("QuestionnaireResponse?questionnaire=http://example.org/Questionnaire/q"))
                .containsExactlyInAnyOrder("qr1", "qr2");
        assertThat(store.ids("QuestionnaireResponse?questionnaire=http://example.org/Questionnaire/q|1.2"))
                .containsExactly("qr1");
    }

    @Test
    @DisplayName("C6 quantity")
    void c6() {
        assertThat(store.ids("Observation?value-quantity=5.4|http://unitsofmeasure.org|mg"))
                .containsExactly("mg54");
        assertThat(store.ids("Observation?value-quantity=5.40e-3|http://unitsofmeasure.org|g"))
                .containsExactly("mg54");
        assertThat(store.ids("Observation?value-quantity=5.4||mg")).containsExactlyInAnyOrder("mg54", "unit54");
        assertThat(store.ids("Observation?value-quantity=5.4")).containsExactlyInAnyOrder("mg54", "unit54");
        assertThat(store.ids("Observation?value-quantity=le5.4|http://unitsofmeasure.org|mg"))
                .containsExactly("mg54");
        assertThat(store.ids("Observation?value-quantity=ap5.4|http://unitsofmeasure.org|mg"))
                .containsExactly("mg54");
        assertThatThrownBy(() -> store.run("Observation?value-quantity=5|mg")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("C7 quantity with UCUM conversion")
    void c7() {
        assertThat(store.ids("Observation?value-quantity=70|http://unitsofmeasure.org|kg"))
                .containsExactlyInAnyOrder("w70kg", "w70000g");
        assertThat(store.ids("Observation?value-quantity=gt70500|http://unitsofmeasure.org|g"))
                .containsExactly("w71kg");
    }

    @Test
    @DisplayName("C8 uri")
    void c8() {
        assertThat(store.ids("ValueSet?url=http://acme.org/fhir/ValueSet/cats")).containsExactly("cats");
        assertThat(store.ids("ValueSet?url=http://acme.org/fhir/ValueSet/CATS")).isEmpty();
        assertThat(store.ids("ValueSet?url=http://acme.org/fhir/ValueSet")).isEmpty();
    }

    @Test
    @DisplayName("C9 composite pairs values of one element")
    void c9() {
        assertThat(store.ids("Observation?combo-code-value-quantity=http://loinc.org|8480-6$gt100"))
                .containsExactly("bp");
        assertThat(store.ids("Observation?combo-code-value-quantity=http://loinc.org|8462-4$gt100"))
                .isEmpty();
        assertThat(store.ids("Observation?component-code-value-quantity=8462-4$80|http://unitsofmeasure.org|mm[Hg]"))
                .containsExactly("bp");
        assertThat(store.ids("Observation?code-value-quantity=29463-7$70|http://unitsofmeasure.org|kg"))
                .containsExactlyInAnyOrder("w70kg", "w70000g");
        assertThat(store.ids("Observation?code-value-concept=http://loinc.org|coded$animal"))
                .containsExactly("coded");
        assertThat(store.ids("Observation?code-value-date=29463-7$2013")).isEmpty();
        assertThatThrownBy(() -> store.run("Observation?code-value-quantity=29463-7"))
                .isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("C10 near by true distance")
    void c10() {
        assertThat(store.ids("Location?near=42.256500|-83.694810|11.20|km")).containsExactly("near");
        assertThat(store.ids("Location?near=42.256500|-83.694810|20|km")).containsExactlyInAnyOrder("near", "far");
        assertThat(store.ids("Location?near=42.256500|-83.694810|100|m")).containsExactly("near");
        assertThat(store.ids("Location?near=42.256500|-83.694810|9.9|[mi_i]")).containsExactly("near");
        assertThat(store.ids("Location?near=42.256500|-83.694810|10.0|[mi_i]"))
                .containsExactlyInAnyOrder("near", "far");
        assertThatThrownBy(() -> store.run("Location?near=142|0")).isInstanceOf(CasebookException.class);
    }
}
