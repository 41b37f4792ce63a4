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
    private static final int OBSERVATIONS = 120;
    private final TestDatabase kind;
    private final SearchStore store;

    SortedPagesTest(TestDatabase kind) {
        this.kind = kind;
        this.store = SearchDatabases.shared("sorted", kind, SortedPagesTest::load);
    }

    /** Few different families, some twice in one patient, some patients without a name. */
    private static SearchStore load(TestDatabase kind) {
        return observations(patients(kind));
    }

    private static SearchStore patients(TestDatabase kind) {
        Random random = new Random(3);
        SearchStore store = SearchStore.of(kind);
        for (int i = 0; i < PATIENTS; i++) {
            String family = "F" + (char) ('a' + random.nextInt(6));
            String names = i % 7 == 0
                    ? ""
                    : ",'name':[{'family':'" + family + "'},{'family':'" + family.toUpperCase() + "'},{'family':'Fz"
                            + random.nextInt(3) + "'}]";
            store.with("{'resourceType':'Patient','id':'p" + random.nextInt(1_000_000) + "x" + i + "','gender':'"
                    + (i % 2 == 0 ? "male" : "female") + "'" + names
                    + (i % 5 == 0 ? "" : ",'birthDate':'" + date(random) + "'") + "}");
        }
        return store;
    }

    /** Dates of several precisions, so that some begin together and do not end together. */
    private static String date(Random random) {
        String year = Integer.toString(1990 + random.nextInt(3));
        String month = year + "-0" + (1 + random.nextInt(2));
        return List.of(year, month, month + "-01", month + "-02").get(random.nextInt(4));
    }

    /** Quantities in units that can be compared and in others, of several values, some missing; and what else can be sorted by. */
    private static SearchStore observations(SearchStore store) {
        Random random = new Random(4);
        for (int i = 0; i < OBSERVATIONS; i++) {
            List<String> components = new ArrayList<>();
            for (int c = random.nextInt(4); c > 0; c--) {
                components.add("{'code':{'text':'c'},'valueQuantity':" + quantity(random) + "}");
            }
            List<String> performers = new ArrayList<>();
            for (int p = random.nextInt(3); p > 0; p--) {
                performers.add("{'reference':'" + (random.nextBoolean() ? "Organization/" : "Patient/")
                        + random.nextInt(4) + "'}");
            }
            List<String> codes = new ArrayList<>();
            for (int c = random.nextInt(3); c > 0; c--) {
                codes.add("{'system':'http://" + random.nextInt(3) + "','code':'" + random.nextInt(4) + "'}");
            }
            store.with("{'resourceType':'Observation','id':'o" + random.nextInt(1_000_000) + "x" + i
                    + "','status':'final','code':{'text':'x'" + list("coding", codes) + "}"
                    + (i % 3 == 0 ? "" : ",'effectiveDateTime':'202" + random.nextInt(3) + "'")
                    + list("performer", performers)
                    + list("component", components) + "}");
            List<String> predictions = new ArrayList<>();
            for (int p = random.nextInt(3); p > 0; p--) {
                predictions.add(
                        random.nextBoolean()
                                ? "{'probabilityDecimal':0." + random.nextInt(4) + "}"
                                : "{'probabilityRange':{'low':{'value':0." + random.nextInt(4) + "},'high':{'value':0."
                                        + (4 + random.nextInt(4)) + "}}}");
            }
            store.with("{'resourceType':'RiskAssessment','id':'r" + random.nextInt(1_000_000) + "x" + i
                    + "','status':'final','subject':{'reference':'Patient/1'}" + list("prediction", predictions) + "}");
        }
        return store;
    }

    private static String quantity(Random random) {
        int number = 1 + random.nextInt(5);
        return switch (random.nextInt(5)) {
            case 0 -> ucum(number, "kg");
            case 1 -> ucum(number * 1000, "g");
            case 2 -> ucum(number, "m");
            case 3 -> "{'value':" + number + ",'unit':'drops'}";
            default -> "{'value':" + number + ".0}";
        };
    }

    private static String ucum(int number, String code) {
        return "{'value':" + number + ",'system':'http://unitsofmeasure.org','code':'" + code + "'}";
    }

    private static String list(String name, List<String> values) {
        return values.isEmpty() ? "" : ",'" + name + "':[" + String.join(",", values) + "]";
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
        check("Patient", sort, PATIENTS, "gender=male");
    }

    private void check(String type, String sort, int size, String small) {
        String query = type + "?_sort=" + sort;
        List<String> whole = store.ids(query + "&_count=1000");
        assertThat(whole).as(query).hasSize(size).doesNotHaveDuplicates();
        assertThat(pages(query + "&_count=7", "self", "next"))
                .as(query + " forward")
                .isEqualTo(whole);
        assertThat(pages(query + "&_count=7", "last", "previous"))
                .as(query + " back")
                .isEqualTo(whole);
        // The same order when the set is read as a whole, because it is small.
        List<String> some = store.ids(query + "&_count=1000&" + small);
        assertThat(some).isNotEmpty();
        assertThat(whole.stream().filter(some::contains).toList())
                .as(query + " of a part")
                .isEqualTo(some);
    }

    @Test
    @DisplayName("by dates, numbers, quantities, tokens and references, whichever way they are read")
    void everyKindOfKey() {
        for (String sign : List.of("", "-")) {
            check(sign + "birthdate");
            check(sign + "gender");
            check("RiskAssessment", sign + "probability", OBSERVATIONS, "subject=Patient/1");
            for (String key : List.of("component-value-quantity", "code", "performer", "date", "value-quantity")) {
                check("Observation", sign + key, OBSERVATIONS, "status=final");
            }
        }
    }

    @Test
    @DisplayName("quantities by their canonical values, those without a UCUM unit after them")
    void quantitiesInTheirUnits() {
        SearchStore few = SearchStore.of(kind)
                .with(measured("g900", 900, "g"), measured("kg2", 2, "kg"), measured("g3000", 3000, "g"))
                .with(measured("kg1", 1, "kg"), measured("drops7", 7, "drops"), measured("drops5", 5, "drops"))
                .with("{'resourceType':'Observation','id':'none','status':'final','code':{'text':'x'}}");
        try (few) {
            for (String all : List.of("", "&status=final")) {
                assertThat(few.ids("Observation?_sort=value-quantity" + all))
                        .containsExactly("g900", "kg1", "kg2", "g3000", "drops5", "drops7", "none");
                assertThat(few.ids("Observation?_sort=-value-quantity" + all))
                        .containsExactly("g3000", "kg2", "kg1", "g900", "drops7", "drops5", "none");
                assertThat(few.ids("Observation?_sort=value-quantity,-_id" + all))
                        .containsExactly("g900", "kg1", "kg2", "g3000", "drops5", "drops7", "none");
            }
        }
    }

    private static String measured(String id, int number, String code) {
        return "{'resourceType':'Observation','id':'" + id + "','status':'final','code':{'text':'x'},'valueQuantity':"
                + ucum(number, code) + "}";
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
            readsAPage("Patient?_sort=family");
            readsAPage("Patient?_sort=-birthdate");
            readsAPage("Patient?_sort=gender");
            readsAPage("Observation?_sort=value-quantity");
        }
    }

    private void readsAPage(String query) {
        String page = query + "&_count=5&_total=none";
        for (int i = 0; i < 20; i++) {
            assertThat(RowsRead.of(store, SearchStore.request(page))).as(page).isLessThan(300L);
            page = SearchFormsTest.link(store.run(page), "next");
        }
    }
}
