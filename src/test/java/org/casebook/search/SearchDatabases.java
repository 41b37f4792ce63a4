package org.casebook.search;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.casebook.jdbc.TestDatabase;

/**
 * The databases on which the tests of search run: all of them, or those that the system property
 * {@code search.databases} names. A store that tests only read is opened once a run.
 */
public final class SearchDatabases {
    private static final Map<String, SearchStore> STORES = new ConcurrentHashMap<>();

    private SearchDatabases() {}

    public static Stream<TestDatabase> kinds() {
        String wanted = System.getProperty("search.databases", "");
        return wanted.isEmpty()
                ? Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL)
                : Arrays.stream(wanted.split(",")).map(TestDatabase::valueOf);
    }

    static SearchStore shared(String name, TestDatabase kind, Function<TestDatabase, SearchStore> load) {
        return STORES.computeIfAbsent(name + kind, key -> load.apply(kind));
    }
}
