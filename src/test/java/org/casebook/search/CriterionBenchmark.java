package org.casebook.search;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.casebook.fhir.Definitions;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.RowNames;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.TestDatabase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From the text of a query to SQL, and on to an empty answer of an empty store in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CriterionBenchmark {
    private final SearchStore store = SearchStore.of(TestDatabase.H2);
    private final SearchRequest request =
            SearchStore.request("Observation?patient=1&code=http://loinc.org|718-7&date=ge2023-01-01&_sort=-date");

    private final Vocabulary vocabulary = store.store.read(session -> new Vocabulary(
            store.parameters,
            Definitions.r4(),
            SearchLimits.defaults(),
            new StoreTerminology(session, store.parameters),
            new NoHierarchy(),
            CanonicalUnits::of,
            Clock.systemUTC(),
            SearchStore.BASE,
            true,
            new IndexState(session.session(), List.of()),
            new FunctionalLists(new Drivers(session.session(), new Estimates(), new Trace(false)), request),
            new LinkedHashSet<>()));

    @Benchmark
    public Object criteriaToSql() {
        SqlText sql = new SqlText(RowNames.of(Dialect.H2)).add("select d.pid from resource d where true");
        ParsedSearch parsed = new SearchParser(vocabulary, request).parse(List::of);
        for (ParsedSearch.Target target : parsed.targets()) {
            TypePlan.probes(sql, target.criteria(), false);
        }
        return sql.sql();
    }

    @Benchmark
    public SearchResult searchOfNothing() {
        return store.search.run(request);
    }

    /** The query asks for none. */
    private static final class NoHierarchy implements Hierarchy {
        @Override
        public List<String> below(SearchParameter part, String type, String id) {
            return List.of(id);
        }

        @Override
        public List<String> above(SearchParameter part, String type, String id) {
            return List.of(id);
        }
    }

    @TearDown
    public void close() {
        store.close();
    }
}
