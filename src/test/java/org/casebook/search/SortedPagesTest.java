package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pages in the order of a key of {@code _sort}, forward and back: each resource once, and no page reads the whole. */
@SearchedTest
class SortedPagesTest {
    private static final int PATIENTS = 150;
    private final TestDatabase kind;
    private final SearchStore store;

    SortedPagesTest(TestDatabase kind) {
        this.kind = kind;
        this.store = SearchDatabases.shared("sorted", kind, SortedPagesTest::load);
    }

    /** Few different families, some twice in one patient, some patients without a name. */
    private static SearchStore load(TestDatabase kind) {
        Random random = new Random(3);
        SearchStore store = SearchStore.of(kind);
        for (int i = 0; i < PATIENTS; i++) {
            String family = "F" + (char) ('a' + random.nextInt(6));
            String names = i % 7 == 0
                    ? ""
                    : ",'name':[{'family':'" + family + "'},{'family':'" + family.toUpperCase() + "'},{'family':'Fz"
                            + random.nextInt(3) + "'}]";
            store.with("{'resourceType':'Patient','id':'p" + random.nextInt(1_000_000) + "x" + i + "','gender':'"
                    + (i % 2 == 0 ? "male" : "female") + "'" + names + "}");
        }
        return store;
    }

    private List<String> pages(String query, String first, String step) {
        List<String> ids = new ArrayList<>();
        SearchResult page = store.run(query);
        if (!first.equals("self")) {
            page = store.run(SearchFormsTest.link(page, first));
        }
        while (true) {
            List<String> some = new ArrayList<>();
            page.entries().forEach(e -> some.add(e.resource().key().id()));
            if (step.equals("next")) {
                ids.addAll(some);
            } else {
                ids.addAll(0, some);
            }
            if (page.links().stream().noneMatch(l -> l.relation().equals(step))) {
                return ids;
            }
            page = store.run(SearchFormsTest.link(page, step));
        }
    }

    private void check(String sort) {
        String query = "Patient?_sort=" + sort;
        List<String> whole = store.ids(query + "&_count=1000");
        assertThat(whole).as(query).hasSize(PATIENTS).doesNotHaveDuplicates();
        assertThat(pages(query + "&_count=7", "self", "next"))
                .as(query + " forward")
                .isEqualTo(whole);
        assertThat(pages(query + "&_count=7", "last", "previous"))
                .as(query + " back")
                .isEqualTo(whole);
        // The same order when the set is read as a whole, because it is small.
        List<String> some = store.ids(query + "&_count=1000&gender=male");
        assertThat(whole.stream().filter(some::contains).toList())
                .as(query + " of a part")
                .isEqualTo(some);
    }

    @Test
    @DisplayName("by strings, ids and times, up and down, with ties and without values")
    void everyResourceOnce() {
        check("family");
        check("-family");
        check("_id");
        check("-_id");
        check("_lastUpdated");
        check("-_lastUpdated");
        check("birthdate");
        check("family,_id");
    }

    @Test
    @DisplayName("what has no value comes last in both directions")
    void withoutValue() {
        for (String sort : List.of("family", "-family")) {
            List<SearchEntry> entries =
                    store.run("Patient?_count=1000&_sort=" + sort).entries();
            Function<SearchEntry, Boolean> named = e -> new String(e.resource().content()).contains("family");
            assertThat(entries.stream().map(named)).isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    @DisplayName("a page reads about as many rows as it has, wherever it is")
    void readsAPage() {
        if (kind == TestDatabase.H2) {
            String page = "Patient?_sort=family&_count=5&_total=none";
            for (int i = 0; i < 20; i++) {
                assertThat(RowsRead.of(store, SearchStore.request(page))).isLessThan(300L);
                page = SearchFormsTest.link(store.run(page), "next");
            }
        }
    }
}
