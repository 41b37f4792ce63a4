package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows B1 to B9: the forms of a search. */
@SearchedTest
class SearchFormsTest {
    private final SearchStore store;

    SearchFormsTest(TestDatabase kind) {
        store = ConformanceData.store(kind);
    }

    @Test
    @DisplayName("B1 search at type level")
    void b1() {
        assertThat(store.ids("Patient?gender=male")).containsExactly("peter");
        assertThat(store.ids("Patient")).containsExactlyInAnyOrder("peter", "eva", "sam");
    }

    @Test
    @DisplayName("B2 parameters of url and form together")
    void b2() {
        SearchRequest request = SearchRequest.ofType(
                SearchStore.BASE,
                "Patient",
                List.of(
                        new SearchRequest.Parameter("gender", "female"),
                        new SearchRequest.Parameter("family", "mull")));
        assertThat(store.search.run(request).entries()).hasSize(1);
    }

    @Test
    @DisplayName("B3 search at system level")
    void b3() {
        assertThat(store.ids("?_id=peter")).containsExactly("peter");
        assertThat(store.ids("?_tag=http://tags|a")).containsExactly("peter");
        assertThat(store.total("?_type=Patient,Organization")).isEqualTo(5);
        assertThat(store.ids("?_lastUpdated=gt2020&_type=Organization&_sort=_id"))
                .containsExactly("org1", "org2");
        assertThatThrownBy(() -> store.run("?gender=male")).isInstanceOf(CasebookException.class);
        assertThat(store.ids("?_type=Patient,Person&gender=male")).containsExactly("peter");
    }

    @Test
    @DisplayName("B4 compartment search")
    void b4() {
        assertThat(store.ids("Patient/peter/Observation")).containsExactlyInAnyOrder("w70kg", "w71kg", "mg54", "bp");
        assertThat(store.ids("Patient/peter/Observation?code=mg")).containsExactly("mg54");
        assertThat(store.ids("Patient/peter/*"))
                .contains("peter", "w70kg", "cat", "e1", "mr1", "g1")
                .doesNotContain("eva", "w70000g", "tabby", "org1");
        assertThat(store.ids("Encounter/e1/Observation")).containsExactly("w70kg");
        assertThat(store.ids("Practitioner/pr1/Condition")).containsExactly("cat");
        assertThat(store.ids("Device/none/Observation")).isEmpty();
        assertThat(store.ids("RelatedPerson/none/Observation")).isEmpty();
        assertThatThrownBy(() -> store.run("Patient/peter/Location")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("B5 an unknown parameter is an error")
    void b5() {
        assertThatThrownBy(() -> store.run("Patient?gendr=male"))
                .isInstanceOf(CasebookException.class)
                .hasMessageContaining("did you mean 'gender'")
                .extracting(e -> ((CasebookException) e).category().status())
                .isEqualTo(400);
        assertThatThrownBy(() -> store.run("Patient?_cuont=1")).hasMessageContaining("_count");
        assertThatThrownBy(() -> store.run("Observation?subject.gendr=male")).isInstanceOf(CasebookException.class);
    }

    @Test
    @DisplayName("B6 an ignored parameter is reported")
    void b6() {
        SearchResult result = store.search.run(SearchStore.request("Patient?gendr=male&family:foo=x&active=true")
                .handledLeniently(true));
        assertThat(result.entries()).hasSize(1);
        assertThat(result.issues()).hasSize(2);
        assertThat(result.links().get(0).url()).isEqualTo(SearchStore.BASE + "/Patient?active=true");
    }

    @Test
    @DisplayName("B7 paging: self and next")
    void b7() {
        SearchResult first = store.run("Observation?_count=4");
        SearchResult second = store.run(link(first, "next"));
        assertThat(first.entries()).hasSize(4);
        assertThat(second.entries()).hasSize(3);
        assertThat(link(second, "self")).isEqualTo(link(first, "next"));
        assertThat(second.links()).noneMatch(l -> l.relation().equals("next"));
    }

    @Test
    @DisplayName("B8 paging: first, previous and last")
    void b8() {
        SearchResult last = store.run(link(store.run("Observation?_count=3"), "last"));
        assertThat(last.entries()).hasSize(1);
        SearchResult middle = store.run(link(last, "previous"));
        assertThat(middle.entries()).hasSize(3);
        assertThat(store.run(link(middle, "first")).entries()).hasSize(3);
    }

    @Test
    @DisplayName("B9 a page link finds its place after writes")
    void b9() {
        SearchStore own = SearchStore.of(TestDatabase.H2);
        for (int i = 0; i < 6; i++) {
            own.with("{'resourceType':'Basic','id':'b" + i + "','code':{'text':'x'}}");
        }
        SearchResult first = own.run("Basic?_count=2");
        own.with("{'resourceType':'Basic','id':'new','code':{'text':'x'}}");
        own.delete("Basic", "b5");
        assertThat(own.run(link(first, "next")).entries().stream()
                        .map(e -> e.resource().key().id()))
                .containsExactly("b3", "b2");
        own.close();
    }

    static String link(SearchResult result, String relation) {
        return result.links().stream()
                .filter(l -> l.relation().equals(relation))
                .findFirst()
                .orElseThrow()
                .url();
    }
}
