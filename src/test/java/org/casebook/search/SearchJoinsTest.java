package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows E1 to E10: prefixes, chains, includes. */
@SearchedTest
class SearchJoinsTest {
    private final SearchStore store;

    private final TestDatabase kind;

    SearchJoinsTest(TestDatabase kind) {
        this.kind = kind;
        store = ConformanceData.store(kind);
    }

    @Test
    @DisplayName("E1 prefixes in an OR list")
    void e1() {
        assertThat(store.ids("Observation?date=ge2015,lt2013-01-14")).containsExactlyInAnyOrder("bp", "unit54");
        assertThat(store.ids("RiskAssessment?probability=lt1,gt100")).hasSize(2);
    }

    @Test
    @DisplayName("E2 prefixes eq ne gt lt ge le")
    void e2() {
        assertThat(store.ids("Patient?birthdate=1974-12-25")).containsExactly("peter");
        assertThat(store.ids("Patient?birthdate=eq1974-12")).containsExactlyInAnyOrder("peter", "sam");
        assertThat(store.ids("Patient?birthdate=ne1974-12")).containsExactly("eva");
        assertThat(store.ids("Patient?birthdate=gt1974-12-25")).containsExactlyInAnyOrder("eva", "sam");
        assertThat(store.ids("Patient?birthdate=lt1974-12-25")).containsExactly("sam");
        assertThat(store.ids("Patient?birthdate=ge1974-12-25")).containsExactlyInAnyOrder("eva", "sam", "peter");
        assertThat(store.ids("Patient?birthdate=le1974-12-25")).containsExactlyInAnyOrder("sam", "peter");
        assertThat(store.ids("Patient?birthdate=gt1974-12")).containsExactly("eva");
        assertThat(store.ids("Patient?birthdate=ge1974-12")).containsExactlyInAnyOrder("eva", "sam", "peter");
    }

    @Test
    @DisplayName("E3 prefixes sa eb ap")
    void e3() {
        assertThat(store.ids("Patient?birthdate=sa1974-12-31")).containsExactly("eva");
        assertThat(store.ids("Patient?birthdate=eb1980")).containsExactlyInAnyOrder("sam", "peter");
        assertThat(store.ids("Patient?birthdate=ap1976")).containsExactlyInAnyOrder("sam", "peter", "eva");
        assertThat(store.ids("RiskAssessment?probability=sa0.8")).containsExactly("risk100");
        assertThat(store.ids("RiskAssessment?probability=eb100")).containsExactly("risk8");
        assertThat(store.ids("Observation?value-quantity=sa70|http://unitsofmeasure.org|kg"))
                .containsExactly("w71kg");
    }

    @Test
    @DisplayName("E4 chains of any depth, with and without type")
    void e4() {
        assertThat(store.ids("Observation?subject.name=chal&code=mg")).containsExactly("mg54");
        assertThat(store.ids("Observation?subject:Patient.organization.name=acme%20ward"))
                .containsExactly("w70000g");
        assertThat(store.ids("Observation?encounter.subject.organization.identifier=http://org|1"))
                .containsExactly("w70kg");
        assertThat(store.ids("Observation?patient.birthdate=1980")).containsExactly("w70000g");
        assertThat(store.ids("Observation?subject._id=eva")).containsExactly("w70000g");
        assertThatThrownBy(() -> store.run("Observation?code.name=x")).isInstanceOf(CasebookException.class);
        assertThat(store.ids("QuestionnaireResponse?questionnaire.title=Q")).containsExactlyInAnyOrder("qr1", "qr2");
    }

    @Test
    @DisplayName("E5 _has")
    void e5() {
        assertThat(store.ids("Patient?_has:Observation:patient:code=29463-7"))
                .containsExactlyInAnyOrder("peter", "eva");
        assertThat(store.ids("Patient?_has:Condition:subject:code=cat&_has:Observation:subject:code=mg"))
                .containsExactly("peter");
        assertThat(store.ids("Patient?_has:Group:member:_id=g1")).containsExactly("peter");
        assertThat(store.ids("?_type=Patient&_has:Condition:subject:code=tabby"))
                .containsExactly("eva");
        assertThatThrownBy(() -> store.run("Patient?_has:Observation:code:code=x"))
                .isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("E6 _has inside _has, chains inside _has, _has inside chains")
    void e6() {
        assertThat(store.ids("Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=Practitioner/pr1"))
                .containsExactly("peter");
        assertThat(store.ids("Patient?_has:Observation:subject:encounter.status=finished"))
                .containsExactly("peter");
        assertThat(store.ids("Observation?subject._has:Group:member:_id=g1&code=mg"))
                .containsExactly("mg54");
        assertThat(store.ids("Encounter?subject._has:Condition:subject:code=tabby"))
                .containsExactly("e2");
    }

    @Test
    @DisplayName("E7 _include")
    void e7() {
        assertThat(store.included("Observation?code=29463-7&_include=Observation:subject"))
                .containsExactlyInAnyOrder("Patient/peter", "Patient/eva", "Patient/peter");
        assertThat(store.included("Encounter?_id=e1&_include=Encounter:subject&_include=Encounter:service-provider"))
                .containsExactlyInAnyOrder("Patient/peter", "Organization/org1");
        assertThat(store.included("Observation?_id=w70kg&_include=Observation:subject:Group"))
                .isEmpty();
        assertThat(store.included("QuestionnaireResponse?_id=qr1&_include=QuestionnaireResponse:questionnaire"))
                .containsExactly("Questionnaire/q1");
        assertThatThrownBy(() -> store.run("Observation?_include=Observation:sbject"))
                .hasMessageContaining("did you mean 'subject'");
    }

    @Test
    @DisplayName("E8 _revinclude")
    void e8() {
        assertThat(store.included("Patient?_id=eva&_revinclude=Observation:subject&_revinclude=Condition:subject"))
                .containsExactlyInAnyOrder("Observation/w70000g", "Condition/tabby");
        SearchStore limited = new SearchStore(
                org.casebook.jdbc.DatabaseAddress.memory("limited" + System.nanoTime()),
                store.parameters,
                new SearchLimits(100, 100, 1000, 3, 3, 10, 10, 2, 5, java.time.Duration.ofSeconds(30)));
        limited.with("{'resourceType':'Patient','id':'p'}");
        for (int i = 0; i < 4; i++) {
            limited.with("{'resourceType':'Basic','id':'b" + i
                    + "','code':{'text':'x'},'subject':{'reference':'Patient/p'}}");
        }
        SearchResult cut = limited.run("Patient?_revinclude=Basic:subject");
        assertThat(cut.entries()).hasSize(3);
        assertThat(cut.issues())
                .singleElement()
                .satisfies(i -> assertThat(i.text()).contains("2"));
        limited.close();
    }

    @Test
    @DisplayName("E9 _include=* and _revinclude=*")
    void e9() {
        assertThat(store.included("Encounter?_id=e1&_include=*"))
                .containsExactlyInAnyOrder("Patient/peter", "Organization/org1");
        assertThat(store.included("Encounter?_id=e1&_include=Encounter:*")).hasSize(2);
        assertThat(store.included("Observation?_id=w70kg&_revinclude=*"))
                .containsExactlyInAnyOrder("Provenance/prov1", "AuditEvent/a1", "List/l1");
    }

    @Test
    @DisplayName("E10 an include at a versioned reference is that version")
    void e10() {
        SearchStore own = SearchStore.of(TestDatabase.H2);
        own.with("{'resourceType':'Patient','id':'p','gender':'male'}")
                .with("{'resourceType':'Patient','id':'p','gender':'female'}")
                .with(
                        "{'resourceType':'Observation','id':'o','status':'final','code':{'text':'x'},'subject':{'reference':"
                                + "'Patient/p/_history/1'}}");
        List<SearchEntry> entries =
                own.run("Observation?_include=Observation:subject").entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).resource().version()).isEqualTo(1);
        own.close();
    }

    @Test
    @DisplayName("C6 a reference by the address of the request is found by the id, too")
    void byTheAddressOfTheRequest() {
        String base = "http://elsewhere.example/fhir";
        String observation = "{'resourceType':'Observation','id':'%s','status':'final','code':{'text':'x'},'subject':"
                + "{'reference':'%sPatient/far'}}";
        try (SearchStore far = SearchStore.of(kind)) {
            far.with(observation.formatted("absolute", base + "/"), observation.formatted("relative", ""));
            for (String value : List.of("Patient/far", "far", base + "/Patient/far")) {
                SearchRequest request = SearchRequest.ofType(
                        base, "Observation", List.of(new SearchRequest.Parameter("subject", value)));
                assertThat(far.search.run(request).entries().stream()
                                .map(entry -> entry.resource().key().id()))
                        .as(value)
                        .containsExactlyInAnyOrder("absolute", "relative");
                assertThat(far.search.run(request).total()).hasValue(2);
            }
            assertThat(far.ids("Observation?subject=Patient/far")).containsExactly("relative");
        }
    }
}
