package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/**
 * How many rows H2 reads for a search, of whatever table or index, in all of its statements. Unlike a time, it is the same
 * in each run and on each machine.
 */
final class RowsRead {
    /** H2 indents by as much. */
    private static final int OUTERMOST = 4;

    private static final Pattern SCANNED = Pattern.compile("(?m)^( *)/\\* scanCount: (\\d+)");

    private RowsRead() {}

    static long of(SearchStore store, SearchRequest request) {
        return store.store.read(session -> {
            List<Sql> queries = new ArrayList<>();
            session.session().watch((query, rows, nanos) -> queries.add(query));
            store.search.run(session, request);
            session.session().watch(null);
            return of(session.session(), queries);
        });
    }

    /** For these statements. */
    static long of(Session session, List<Sql> queries) {
        long rows = 0;
        for (Sql query : queries) {
            rows += rows(
                    session.first(new Sql("explain analyze " + query.text(), query.binds()), row -> row.getString(1))
                            .orElseThrow());
        }
        return rows;
    }

    /**
     * What is asked about each row, H2 counts for the last of them only: it is taken as often as rows were read of the
     * outermost table.
     */
    private static long rows(String plan) {
        long rows = 0;
        long outermost = 1;
        Matcher scanned = SCANNED.matcher(plan);
        while (scanned.find()) {
            long own = Long.parseLong(scanned.group(2));
            if (scanned.group(1).length() <= OUTERMOST) {
                rows += own;
                outermost = own;
            } else {
                rows += own * outermost;
            }
        }
        return rows;
    }
}
