package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.casebook.error.CasebookException;
import org.casebook.error.IssueType;
import org.casebook.index.SearchParameters;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each limit of a search is a clear 4xx; what is within it is answered. */
@SearchedTest
class SearchLimitsTest {
    private static final SearchLimits SMALL =
            new SearchLimits(4, 3, 60, 2, 2, 10, 20, 2, 2, Duration.ofMillis(Integer.MAX_VALUE));
    private final TestDatabase kind;
    private final List<SearchStore> opened = new ArrayList<>();

    SearchLimitsTest(TestDatabase kind) {
        this.kind = kind;
    }

    private SearchStore store(SearchLimits limits) {
        DatabaseAddress address = kind == TestDatabase.H2
                ? DatabaseAddress.memory("limits" + UUID.randomUUID())
                : kind.create(Path.of("none"));
        SearchStore store = new SearchStore(address, SearchParameters.r4(), limits);
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(SearchStore::close);
    }

    private static void refused(SearchStore store, String query, String limit) {
        assertThatThrownBy(() -> store.run(query))
                .as(query)
                .hasMessageContaining(limit)
                .extracting(e -> ((CasebookException) e).category().status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("parameters, values, length, hops, sort keys, depth of a filter, digits")
    void asked() {
        SearchStore store = store(SMALL);
        assertThat(store.ids("Patient?name=a&name=b&name=c&name=d")).isEmpty();
        refused(store, "Patient?name=a&name=b&name=c&name=d&name=e", "4 parameters");
        assertThat(store.ids("Patient?name=a,b,c")).isEmpty();
        refused(store, "Patient?name=a,b,c,d", "3 values");
        refused(store, "Patient?name=" + "x".repeat(61), "60 characters");
        refused(store, "Patient?_filter=name%20eq%20" + "x".repeat(61), "60 characters");
        assertThat(store.ids("Observation?encounter.subject.name=a")).isEmpty();
        refused(store, "Observation?encounter.part-of.subject.name=a", "2 hops");
        refused(store, "Patient?_has:Encounter:subject:part-of.part-of.status=x", "2 hops");
        assertThat(store.ids("Patient?_sort=name,-birthdate&_sort=name")).isEmpty();
        refused(store, "Patient?_sort=name,gender,_id", "2 keys");
        refused(store, "Patient?_sort=name&_sort=gender&_sort=_id", "2 keys");
        refused(store, "Patient?_filter=(((name%20eq%20a)))", "2 deep");
        refused(store, "Observation?value-quantity=1e999999999", "exponent");
    }

    @Test
    @DisplayName("a page that is too long is cut and says so")
    void page() {
        SearchResult result = store(SMALL).run("Patient?_count=21");
        assertThat(result.issues().toString()).contains("at most 20");
    }

    @Test
    @DisplayName("a search that takes too long is stopped with a 403 that says what to do, and leaves nothing behind")
    void time() {
        SearchStore store = store(limited(Duration.ofMillis(50)));
        for (int i = 0; i < 60; i++) {
            store.withTrees(IntStream.range(i * 50, i * 50 + 50)
                    .mapToObj(n -> SearchStore.tree("{\"resourceType\":\"Patient\",\"id\":\"p" + n
                            + "\",\"name\":[{\"family\":\"Family" + n + "\",\"given\":[\"Given" + n + "\"]}]}"))
                    .toList());
        }
        String values = IntStream.range(0, 300).mapToObj(n -> "%25a%25z" + n).collect(Collectors.joining(","));
        long began = System.nanoTime();
        assertThatThrownBy(() -> store.run("Patient?gender:missing=true&name:contains=" + values))
                .hasMessageContaining("0.05 seconds")
                .hasMessageContaining("Narrow it")
                .satisfies(e -> {
                    CasebookException refused = (CasebookException) e;
                    assertThat(refused.category().status()).isEqualTo(403);
                    assertThat(refused.issues().get(0).type()).isEqualTo(IssueType.TOO_COSTLY);
                });
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        SearchStore patient = new SearchStore(store, limited(Duration.ofSeconds(30)));
        assertThat(patient.ids("Patient?name:exact=Family7")).containsExactly("p7");
    }

    private static SearchLimits limited(Duration time) {
        return new SearchLimits(100, 1000, 4096, 8, 8, 50, 1000, 5000, 20, time);
    }
}
