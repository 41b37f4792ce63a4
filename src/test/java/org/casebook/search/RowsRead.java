package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.jdbc.Sql;

/**
 * How many rows H2 reads for a search, of whatever table or index, in all of its statements. Unlike a time, it is the same
 * in each run and on each machine.
 */
final class RowsRead {
    private static final Pattern SCANNED = Pattern.compile("(?m)^( *)/\\* scanCount: (\\d+)");

    private RowsRead() {}

    static long of(SearchStore store, SearchRequest request) {
        return store.store.read(session -> {
            List<Sql> queries = new ArrayList<>();
            session.session().watch((query, rows, nanos) -> queries.add(query));
            store.search.run(session, request);
            session.session().watch(null);
            long rows = 0;
            for (Sql query : queries) {
                rows += rows(session.session()
                        .first(new Sql("explain analyze " + query.text(), query.binds()), row -> row.getString(1))
                        .orElseThrow());
            }
            return rows;
        });
    }

    /** What is asked about each row, H2 counts for the last of them only: it is taken as often as rows were read around it. */
    private static long rows(String plan) {
        long rows = 0;
        TreeMap<Integer, Long> around = new TreeMap<>();
        Matcher scanned = SCANNED.matcher(plan);
        while (scanned.find()) {
            int depth = scanned.group(1).length();
            around.tailMap(depth, true).clear();
            long times = around.values().stream().reduce(1L, (a, b) -> a * b);
            long own = Long.parseLong(scanned.group(2));
            rows += own * times;
            around.put(depth, own);
        }
        return rows;
    }
}
