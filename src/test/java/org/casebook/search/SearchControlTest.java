package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casebook.error.CasebookException;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows E11 to E26: what shapes the answer, and parameters of all resources. */
@SearchedTest
class SearchControlTest {
    private final SearchStore store;

    private final TestDatabase kind;

    SearchControlTest(TestDatabase kind) {
        this.kind = kind;
        store = ConformanceData.store(kind);
    }

    @Test
    @DisplayName("E11 _sort by several keys, missing values last")
    void e11() {
        assertThat(store.ids("Patient?_sort=gender,birthdate")).containsExactly("eva", "peter", "sam");
        assertThat(store.ids("Patient?_sort=-gender,birthdate")).containsExactly("peter", "eva", "sam");
        assertThat(store.ids("Patient?_sort=birthdate,-_id")).containsExactly("sam", "peter", "eva");
        assertThat(store.ids("Patient?_sort=-family")).containsExactly("sam", "eva", "peter");
        assertThat(store.ids("Observation?_sort=-value-quantity,_id&value-quantity:missing=false"))
                .containsExactly("w71kg", "w70000g", "w70kg", "mg54", "unit54");
        assertThatThrownBy(() -> store.run("Patient?_sort=a,b,c,d,e,f,g,h,i")).isInstanceOf(CasebookException.class);
        assertThatThrownBy(() -> store.run("Patient?_sort=fmily")).hasMessageContaining("family");
    }

    @Test
    @DisplayName("E12 _sort by chain")
    void e12() {
        assertThat(store.ids("Observation?_sort=subject:Patient.family,_id&code=29463-7,mg"))
                .containsExactly("mg54", "w70kg", "w71kg", "w70000g", "unit54");
        assertThat(store.ids("Encounter?_sort=-subject.birthdate,_id")).containsExactly("e2", "e1", "e3", "e4");
    }

    @Test
    @DisplayName("E13 _count, 0 too")
    void e13() {
        assertThat(store.run("Patient?_count=2").entries()).hasSize(2);
        SearchResult none = store.run("Patient?_count=0");
        assertThat(none.entries()).isEmpty();
        assertThat(none.total()).hasValue(3);
        assertThatThrownBy(() -> store.run("Patient?_count=-1")).isInstanceOf(CasebookException.class);
        assertThatThrownBy(() -> store.run("Patient?_count=x")).isInstanceOf(CasebookException.class);
        assertThat(store.run("Patient?_count=100000").issues()).hasSize(1);
        assertThat(store.run("Patient?_count=99999999999").entries()).hasSize(3);
    }

    @Test
    @DisplayName("E14 _total")
    void e14() {
        assertThat(store.run("Patient?_total=none&_count=1").total()).isEmpty();
        assertThat(store.run("Patient?_total=accurate&_count=1").total()).hasValue(3);
        assertThat(store.run("Patient?_total=estimate&_count=1").total()).hasValue(3);
        assertThatThrownBy(() -> store.run("Patient?_total=maybe")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("E15 total present by default and exact, also on later pages")
    void e15() {
        SearchResult first = store.run("Observation?code=29463-7,mg,mg&_count=2");
        assertThat(first.total()).hasValue(5);
        assertThat(store.run(SearchFormsTest.link(first, "next")).total()).hasValue(5);
        assertThat(store.total("Observation?subject=Patient/peter")).isEqualTo(4);
    }

    @Test
    @DisplayName("E16 _summary=count")
    void e16() {
        SearchResult count = store.run("Patient?_summary=count");
        assertThat(count.entries()).isEmpty();
        assertThat(count.total()).hasValue(3);
        assertThat(store.run("Patient?_summary=true").entries()).hasSize(3);
        assertThatThrownBy(() -> store.run("Patient?_summary=some")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("E17 _elements is no criterion")
    void e17() {
        assertThat(store.run("Patient?_elements=name&gender=male").entries()).hasSize(1);
    }

    @Test
    @DisplayName("E18 _contained and _containedType")
    void e18() {
        assertThat(store.ids("Medication?code=aspirin")).isEmpty();
        assertThat(store.ids("Medication?code=aspirin&_contained=true")).containsExactly("mr1");
        assertThat(store.ids("Medication?code=aspirin&_contained=both")).containsExactly("mr1");
        assertThat(store.run("Medication?code=aspirin&_contained=true&_containedType=contained")
                        .entries())
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.contained()).isEqualTo("m");
                    assertThat(new String(e.resource().content()))
                            .contains("aspirin")
                            .doesNotContain("intent");
                });
    }

    @Test
    @DisplayName("E19 _list")
    void e19() {
        assertThat(store.ids("Patient?_list=l1")).containsExactly("eva");
        assertThat(store.ids("Observation?_list=List/l1&code=29463-7")).containsExactly("w70kg");
        assertThat(store.ids("Patient?_list=none")).isEmpty();
        assertThatThrownBy(() -> store.run("AllergyIntolerance?_list=$current-allergies"))
                .hasMessageContaining("name the patient");
        assertThatThrownBy(() -> store.run("Condition?patient=1&_list=$current-problem"))
                .hasMessageContaining("$current-problems");
    }

    @Test
    @DisplayName("E19 _list by function: the newest current List of the patient")
    void functionalLists() {
        SearchStore lists = SearchStore.of(kind)
                .with(allergy("nuts", "food"), allergy("penicillin", "medication"), allergy("old", "food"))
                .with(list("last", "allergies", "current", "2020", "old"))
                .with(list("now", "allergies", "current", "2021", "nuts", "penicillin"))
                .with(list("not", "allergies", "retired", "2022", "old"))
                .with(list("other", "medications", "current", "2022", "old"));
        try (lists) {
            String allergies = "AllergyIntolerance?patient=Patient/1&_list=$current-allergies";
            assertThat(lists.ids(allergies)).containsExactlyInAnyOrder("nuts", "penicillin");
            assertThat(lists.ids("AllergyIntolerance?_list=$current-allergies&patient=1&_count=1"))
                    .hasSize(1);
            assertThat(lists.ids("Patient/1/AllergyIntolerance?_list=$current-allergies"))
                    .containsExactlyInAnyOrder("nuts", "penicillin");
            assertThat(lists.ids("AllergyIntolerance?patient=1&_list=$current-drug-allergies"))
                    .containsExactly("penicillin");
            assertThat(lists.ids("AllergyIntolerance?patient=1&_list=$current-medications,not"))
                    .containsExactly("old");
            SearchResult none = lists.run("Condition?patient=1&_list=$current-problems");
            assertThat(none.entries()).isEmpty();
            assertThat(none.issues()).anyMatch(issue -> issue.text().contains("Patient/1"));
            assertThat(lists.run(allergies).issues()).isEmpty();
        }
    }

    private static String allergy(String id, String category) {
        return "{'resourceType':'AllergyIntolerance','id':'" + id
                + "','patient':{'reference':'Patient/1'},'category':['" + category + "']}";
    }

    private static String list(String id, String code, String status, String date, String... items) {
        String entries = Stream.of(items)
                .map(item -> "{'item':{'reference':'AllergyIntolerance/" + item + "'}}")
                .collect(Collectors.joining(","));
        return "{'resourceType':'List','id':'" + id + "','status':'" + status + "','mode':'working','date':'" + date
                + "','subject':{'reference':'Patient/1'},'code':{'coding':[{'system':"
                + "'http://terminology.hl7.org/CodeSystem/list-example-use-codes','code':'" + code + "'}]},'entry':["
                + entries + "]}";
    }

    @Test
    @DisplayName("E5 _has over all types finds those that it can lead to")
    void hasOverAllTypes() {
        assertThat(store.ids("?_has:Observation:patient:code=29463-7")).isNotEmpty();
        assertThat(store.ids("?_has:Observation:patient:code=29463-7"))
                .containsExactlyInAnyOrderElementsOf(store.ids("Patient?_has:Observation:patient:code=29463-7"));
        assertThat(store.ids("?_type=Patient,Observation&_has:Observation:patient:code=29463-7"))
                .containsExactlyInAnyOrderElementsOf(store.ids("Patient?_has:Observation:patient:code=29463-7"));
        assertThat(store.ids("?_has:DeviceMetric:source:identifier=x")).isEmpty();
        assertThatThrownBy(() -> store.run("?_type=Observation,Encounter&_has:Observation:patient:code=1"))
                .hasMessageContaining("never leads to");
        assertThatThrownBy(() -> store.run("?_has:Observation:nothing:code=1")).hasMessageContaining("nothing");
        assertThatThrownBy(() -> store.run("?_has:Observation:patient:cod=1")).hasMessageContaining("code");
    }

    @Test
    @DisplayName("E20 _filter, the full grammar")
    void e20() {
        assertThat(filter("Patient", "given eq \"peter\" and birthdate ge 1970-10-10"))
                .containsExactly("peter");
        assertThat(filter("Patient", "gender eq male or gender eq female")).containsExactlyInAnyOrder("peter", "eva");
        assertThat(filter("Patient", "not (gender eq male)")).containsExactlyInAnyOrder("eva", "sam");
        assertThat(filter("Patient", "gender pr false")).containsExactly("sam");
        assertThat(filter("Patient", "family co \"alm\"")).containsExactly("peter");
        assertThat(filter("Patient", "family sw \"mul\"")).containsExactly("eva");
        assertThat(filter("Patient", "family ew \"ers\"")).containsExactly("peter");
        assertThat(filter("Patient", "family eq \"mull\"")).isEmpty();
        assertThat(filter("Patient", "family ne \"muller\"")).containsExactlyInAnyOrder("peter", "sam");
        assertThat(filter("Patient", "(gender eq male and family co a) or name eq \"son\""))
                .containsExactlyInAnyOrder("peter", "sam");
        assertThat(filter("Observation", "code eq http://loinc.org|mg and value-quantity lt 6||mg"))
                .containsExactlyInAnyOrder("mg54", "unit54");
        assertThat(filter("Observation", "subject.gender eq female")).containsExactly("w70000g");
        assertThat(filter("Observation", "subject[gender eq female].family sw \"m\""))
                .containsExactly("w70000g");
        assertThat(filter("Condition", "code sb http://snomed.info/sct|cat")).containsExactlyInAnyOrder("cat", "tabby");
        assertThat(filter("Condition", "code ss http://snomed.info/sct|cat")).containsExactly("cat");
        assertThat(filter("Condition", "code in http://acme.org/fhir/ValueSet/cats"))
                .hasSize(2);
        assertThat(filter("Condition", "code ni http://acme.org/fhir/ValueSet/cats"))
                .isEmpty();
        assertThat(filter("Observation", "subject re Patient/eva")).containsExactly("w70000g");
        assertThat(filter("Encounter", "date po 2013-02")).containsExactlyInAnyOrder("e1", "e2");
        assertThat(filter("Patient", "birthdate sa 1975 and birthdate eb 1990")).containsExactly("eva");
        assertThat(filter("RiskAssessment", "probability ap 0.85")).containsExactly("risk8");
        assertThatThrownBy(() -> filter("Patient", "gender eq")).isInstanceOf(CasebookException.class);
        assertThatThrownBy(() -> filter("Patient", "gender xx male")).hasMessageContaining("operator");
        assertThatThrownBy(() -> filter("Patient", "(gender eq male")).hasMessageContaining("')'");
    }

    private java.util.List<String> filter(String type, String filter) {
        return store.ids(type + "?_filter="
                + java.net.URLEncoder.encode(filter, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20"));
    }

    @Test
    @DisplayName("E21 _query is refused unless it is defined")
    void e21() {
        assertThatThrownBy(() -> store.run("Patient?_query=mine")).hasMessageContaining("named query");
    }

    @Test
    @DisplayName("E22 _text and _content")
    void e22() {
        assertThat(store.ids("Patient?_text=ASTHMA")).containsExactly("peter");
        assertThat(store.ids("Patient?_text=asth")).isEmpty();
        assertThat(store.ids("Patient?_text=lives%20asthma")).containsExactly("peter");
        assertThat(store.ids("Patient?_content=erewhon")).containsExactly("peter");
        assertThat(store.ids("Condition?_content=bite")).containsExactly("cat");
        assertThat(store.ids("?_content=erewhon&_type=Patient,Condition")).containsExactly("peter");
    }

    @Test
    @DisplayName("E23 _id, _lastUpdated, _tag, _profile, _security")
    void e23() {
        assertThat(store.ids("Patient?_id=eva,sam")).containsExactlyInAnyOrder("eva", "sam");
        assertThat(store.ids("Patient?_id=EVA")).isEmpty();
        assertThat(store.ids("Patient?_lastUpdated=gt2020-01-01")).hasSize(3);
        assertThat(store.ids("Patient?_lastUpdated=lt2020-01-01")).isEmpty();
        assertThat(store.ids("Patient?_tag=a")).containsExactly("peter");
        assertThat(store.ids("Patient?_tag:not=a")).containsExactlyInAnyOrder("eva", "sam");
        assertThat(store.ids("Patient?_profile=http://example.org/profile/p1")).containsExactly("peter");
        assertThat(store.ids("Patient?_security=http://sec|R")).containsExactly("peter");
    }

    @Test
    @DisplayName("E24 _source")
    void e24() {
        assertThat(store.ids("Patient?_source=http://example.org/src%231")).containsExactly("peter");
        assertThat(store.ids("Patient?_source:below=http://example.org/")).containsExactly("peter");
    }

    @Test
    @DisplayName("E25 _type")
    void e25() {
        assertThat(store.ids("?_type=Organization&_sort=_id")).containsExactly("org1", "org2");
        assertThat(store.ids("?_type=Organization,Group&_id=g1,org2")).containsExactlyInAnyOrder("g1", "org2");
        assertThatThrownBy(() -> store.run("?_type=Orgnization")).hasMessageContaining("Organization");
    }

    @Test
    @DisplayName("E26 _explain tells the plan, the SQL, rows and time")
    void e26() {
        SearchResult result = store.run("Observation?code=mg&subject=Patient/peter&_explain=true");
        assertThat(result.issues().toString()).contains("start from", "select", "rows in", "µs");
    }
}
