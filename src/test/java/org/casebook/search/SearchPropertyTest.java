package org.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.casebook.jdbc.TestDatabase;
import org.casebook.search.NaiveQuery.Term;

/** Random queries over generated resources find what {@link NaiveValues} says, in the order asked for, page by page. */
class SearchPropertyTest {
    private static final List<String> TYPES =
            List.of("Patient", "Patient", "Observation", "Observation", "Organization", "RiskAssessment", "ValueSet");
    private static final Map<Integer, NaiveWorld> WORLDS = new ConcurrentHashMap<>();

    @Property(tries = 1500)
    void findsWhatTheSpecificationSays(@ForAll @IntRange(min = 1, max = 4) int world, @ForAll long seed) {
        holds(world, seed, TestDatabase.H2);
    }

    @Property(tries = 150)
    void soDoesPostgres(@ForAll @IntRange(min = 1, max = 1) int world, @ForAll long seed) {
        if (SearchDatabases.kinds().anyMatch(TestDatabase.POSTGRESQL::equals)) {
            holds(world, seed, TestDatabase.POSTGRESQL);
        }
    }

    /** Most queries must find something and leave something out, or the properties would show little. */
    @Example
    void theQueriesAreTelling() {
        Map<String, Long> kinds = LongStream.range(0, 1000)
                .mapToObj(seed -> Asked.of(1, seed))
                .collect(Collectors.groupingBy(
                        asked -> asked.wanted().isEmpty() ? "nothing" : asked.isAll() ? "all" : "some",
                        Collectors.counting()));
        assertThat(kinds.get("some")).as(kinds.toString()).isGreaterThan(400);
    }

    @Property(tries = 150)
    void pagesAreTheWholeInOrder(
            @ForAll @IntRange(min = 1, max = 4) int world,
            @ForAll @IntRange(min = 1, max = 9) int count,
            @ForAll boolean descending) {
        SearchStore store = store(world, TestDatabase.H2);
        List<ObjectNode> sorted = new ArrayList<>(generated(world).of("Patient", p -> true));
        Comparator<String> keys = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        sorted.sort(Comparator.comparing((ObjectNode p) -> family(p), Comparator.nullsLast(keys))
                .thenComparing(p -> p.get("id").asText()));
        List<String> ids = sorted.stream().map(p -> p.get("id").asText()).toList();
        SearchResult page = store.run("Patient?_sort=" + (descending ? "-" : "") + "family,_id&_count=" + count);
        List<String> forward = new ArrayList<>(ids(page));
        while (hasLink(page, "next")) {
            page = store.run(SearchFormsTest.link(page, "next"));
            assertThat(page.total()).hasValue(ids.size());
            forward.addAll(ids(page));
        }
        assertThat(forward).isEqualTo(ids);
        List<String> backward = new ArrayList<>(ids(page));
        while (hasLink(page, "previous")) {
            page = store.run(SearchFormsTest.link(page, "previous"));
            backward.addAll(0, ids(page));
        }
        assertThat(backward).isEqualTo(ids);
    }

    private static String family(ObjectNode patient) {
        List<String> families = NaiveWorld.strings(patient, "name", "family");
        return families.isEmpty() ? null : NaiveValues.folded(families.get(0));
    }

    private record Asked(String query, String type, List<ObjectNode> wanted, int world) {

        static Asked of(int world, long seed) {
            Random random = new Random(seed);
            NaiveQuery queries = new NaiveQuery(generated(world), random);
            String type = TYPES.get(random.nextInt(TYPES.size()));
            List<Term> terms = new ArrayList<>();
            for (int i = 0; i <= (random.nextBoolean() ? 0 : random.nextInt(3)); i++) {
                terms.add(queries.term(type));
            }
            String query = type + "?" + terms.stream().map(Term::toString).collect(Collectors.joining("&"));
            List<ObjectNode> wanted = generated(world)
                    .of(type, r -> terms.stream().allMatch(t -> t.meaning().test(r)));
            return new Asked(query, type, wanted, world);
        }

        boolean isAll() {
            return wanted.size() == generated(world).of(type, r -> true).size();
        }
    }

    private static void holds(int world, long seed, TestDatabase kind) {
        Asked asked = Asked.of(world, seed);
        SearchResult found = store(world, kind).run(asked.query);
        assertThat(ids(found))
                .as(asked.query)
                .containsExactlyInAnyOrderElementsOf(
                        asked.wanted.stream().map(r -> r.get("id").asText()).toList());
        assertThat(found.total()).as("total of " + asked.query).hasValue(asked.wanted.size());
    }

    private static NaiveWorld generated(int number) {
        return WORLDS.computeIfAbsent(number, NaiveWorld::new);
    }

    private static SearchStore store(int number, TestDatabase kind) {
        return SearchDatabases.shared(
                "naive" + number, kind, k -> SearchStore.of(k).withTrees(copies(generated(number))));
    }

    private static List<ObjectNode> copies(NaiveWorld world) {
        return world.resources.stream().map(ObjectNode::deepCopy).toList();
    }

    private static List<String> ids(SearchResult result) {
        return result.entries().stream().map(e -> e.resource().key().id()).toList();
    }

    private static boolean hasLink(SearchResult result, String relation) {
        return result.links().stream().anyMatch(link -> link.relation().equals(relation));
    }
}
