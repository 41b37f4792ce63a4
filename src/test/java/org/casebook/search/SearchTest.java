package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.casebook.jdbc.DatabaseTest;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way through: criteria, order, pages. */
@DatabaseTest
class SearchTest {
    private final TestDatabase kind;
    private SearchStore store;

    SearchTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void load() {
        store = SearchStore.of(kind);
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            resources.add("{'resourceType':'Patient','id':'p" + i + "','gender':'" + (i == 1 ? "female" : "male")
                    + "','name':[{'family':'Fam" + i + "','given':['Ann']}],'birthDate':'199" + i + "-03-02'}");
        }
        for (int i = 0; i < 10; i++) {
            resources.add(
                    "{'resourceType':'Observation','id':'o" + i + "','status':'final','code':{'coding':[{'system':"
                            + "'http://loinc.org','code':'c" + i % 2 + "'}]},'subject':{'reference':'Patient/p" + i % 3
                            + "'},'effectiveDateTime':'2020-01-" + (10 + i) + "'}");
        }
        resources.add("{'resourceType':'Observation','id':'undated','status':'final','code':{'text':'x'},'subject':"
                + "{'reference':'Patient/p0'}}");
        store.with(resources.toArray(String[]::new));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsByTokenReferenceDateAndString() {
        assertThat(store.ids("Observation?code=http://loinc.org|c1")).containsExactly("o9", "o7", "o5", "o3", "o1");
        assertThat(store.ids("Observation?code=c1&subject=Patient/p0")).containsExactly("o9", "o3");
        assertThat(store.ids("Observation?date=ge2020-01-17&code=c1")).containsExactly("o9", "o7");
        assertThat(store.ids("Observation?date=ge2020-01-18")).containsExactly("o9", "o8");
        assertThat(store.ids("Patient?name=fam1")).containsExactly("p1");
        assertThat(store.ids("Patient?gender=male")).containsExactly("p2", "p0");
    }

    @Test
    void followsChainsBothWays() {
        assertThat(store.ids("Observation?subject.name=fam1")).containsExactly("o7", "o4", "o1");
        assertThat(store.ids("Observation?subject:Patient.gender=female&code=c0"))
                .containsExactly("o4");
        assertThat(store.ids("Patient?_has:Observation:subject:date=2020-01-15"))
                .containsExactly("p2");
        assertThat(store.ids("Patient?_has:Observation:subject:code=c1&gender=female"))
                .containsExactly("p1");
    }

    @Test
    void includesBothWays() {
        assertThat(store.included("Observation?_id=o1&_include=Observation:subject"))
                .containsExactly("Patient/p1");
        assertThat(store.included("Patient?_id=p1&_revinclude=Observation:subject"))
                .containsExactlyInAnyOrder("Observation/o1", "Observation/o4", "Observation/o7");
    }

    @Test
    void sortsAndPages() {
        assertThat(store.ids("Observation?_sort=date"))
                .containsExactly("o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9", "undated");
        assertThat(store.ids("Observation?_sort=-date")).startsWith("o9", "o8").endsWith("o0", "undated");
        assertThat(store.ids("Observation?_sort=subject.family,-date"))
                .containsExactly("o9", "o6", "o3", "o0", "undated", "o7", "o4", "o1", "o8", "o5", "o2");
        for (String sort : List.of("date", "-date", "code,-date", "-subject.family", "_id", "-_lastUpdated,_id")) {
            pagesTo("Observation?_sort=" + sort);
        }
        pagesTo("Observation?status=final");
        pagesTo("Observation?subject=Patient/p0,Patient/p1");
        pagesTo("?_type=Observation,Patient");
        pagesTo("?_type=Observation,Patient&_sort=_id");
    }

    private void pagesTo(String query) {
        List<String> all = store.ids(query);
        List<String> forward = new ArrayList<>();
        SearchResult page = store.run(query + "&_count=3");
        String last = link(page, "last");
        assertThat(page.total()).hasValue(all.size());
        while (page != null) {
            page.entries().forEach(e -> forward.add(e.resource().key().id()));
            String next = link(page, "next");
            page = next == null ? null : store.run(next);
        }
        assertThat(forward).as(query).containsExactlyElementsOf(all);
        List<String> backward = new ArrayList<>();
        page = store.run(last);
        while (page != null) {
            List<String> ids =
                    page.entries().stream().map(e -> e.resource().key().id()).toList();
            backward.addAll(0, ids);
            String previous = link(page, "previous");
            page = previous == null ? null : store.run(previous);
        }
        assertThat(backward).as(query).containsExactlyElementsOf(all);
    }

    private static String link(SearchResult page, String relation) {
        return page.links().stream()
                .filter(l -> l.relation().equals(relation))
                .map(SearchResult.Link::url)
                .findFirst()
                .orElse(null);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> store.run("Patient?familly=x")).hasMessageContaining("did you mean 'family'");
        assertThatThrownBy(() -> store.run("Patient?name:exat=x")).hasMessageContaining(":exact");
        SearchResult lenient = store.search.run(
                SearchStore.request("Patient?familly=x&gender=female").handledLeniently(true));
        assertThat(lenient.entries()).hasSize(1);
        assertThat(lenient.issues()).hasSize(1);
        assertThat(link(lenient, "self")).isEqualTo(SearchStore.BASE + "/Patient?gender=female");
    }

    @Test
    void refusesAChangedLink() {
        String next = link(store.run("Observation?code=c1&_count=2"), "next");
        assertThat(store.run(next).entries()).hasSize(2);
        assertThatThrownBy(() -> store.run(next.replace("code=c1", "code=c0"))).hasMessageContaining("page link");
        assertThatThrownBy(() -> store.run(next.substring(0, next.length() - 1)))
                .hasMessageContaining("page link");
    }

    @Test
    void seesChangesAndDeletions() {
        store.with("{'resourceType':'Patient','id':'p1','gender':'male','name':[{'family':'New'}]}");
        assertThat(store.ids("Patient?name=fam1")).isEmpty();
        assertThat(store.ids("Patient?name=new&gender=male")).containsExactly("p1");
        store.delete("Patient", "p1");
        assertThat(store.ids("Patient?name=new")).isEmpty();
        assertThat(store.ids("Patient?gender:not=female")).containsExactly("p2", "p0");
        assertThat(store.ids("Patient?_id=p1")).isEmpty();
    }

    @Test
    void aChainLeadsToNothingThatIsDeleted() {
        store.delete("Patient", "p1");
        assertThat(store.ids("Observation?subject.name=fam1")).isEmpty();
        assertThat(store.ids("Observation?subject:Patient._id=p1")).isEmpty();
        assertThat(store.ids("Observation?subject:Patient._id=p2")).isNotEmpty();
        assertThat(store.ids("Observation?code=c0&subject:Patient.gender=female"))
                .isEmpty();
        assertThat(store.ids("Observation?code=c1&subject:Patient.gender:not=female"))
                .containsExactly("o9", "o5", "o3");
        assertThat(store.ids("Observation?code=c1&subject:Patient.gender:missing=true"))
                .isEmpty();
    }
}
