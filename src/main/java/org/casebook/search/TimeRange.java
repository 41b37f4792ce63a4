package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.index.tables.Grain;
import org.casebook.index.tables.TimeLine;

/**
 * Where on the time line of a type the resources stand whose main date is asked for: a part of every list that is in the
 * order of the time line. What stands in it is still asked about its date.
 *
 * @param first the earliest beginning of a date that matches
 * @param last the latest one
 * @param close whether there is little else in the range
 */
record TimeRange(RowCriterion criterion, long first, long last, boolean close) {
    /** Dates of this length make a range little longer. */
    private static final long SHORT = Grain.MONTH.longest();

    /** That of the first criterion on the main date; empty: none asks for it. */
    static Optional<TimeRange> of(Drivers drivers, String type, List<Criterion> criteria) {
        for (Criterion criterion : criteria) {
            if (criterion instanceof RowCriterion rows
                    && rows.timeLine()
                    && !rows.anyOf().isEmpty()) {
                return Optional.of(of(drivers, type, rows));
            }
        }
        return Optional.empty();
    }

    private static TimeRange of(Drivers drivers, String type, RowCriterion rows) {
        List<DateTest> tests = rows.anyOf().stream().map(DateTest.class::cast).toList();
        long last = tests.stream().mapToLong(DateTest::latestStart).max().orElseThrow() - 1;
        if (!TimeLine.isSingle(type)) {
            return new TimeRange(rows, TimeLine.MISSING + 1, last, false);
        }
        long longest = tests.stream().anyMatch(DateTest::asksForTheEnd) ? drivers.longest(rows.param()) : 0;
        long first = tests.stream()
                .mapToLong(test -> test.earliestStart(longest))
                .min()
                .orElseThrow();
        return new TimeRange(rows, first, last, longest <= SHORT);
    }

    /** The same lists; what stands outside the range is left out of those that are in order. */
    Driver.Lists of(Driver.Lists lists) {
        return new Driver.Lists(lists.scans().stream().map(this::of).toList());
    }

    private Scan of(Scan scan) {
        if (!scan.inOrder()) {
            return scan;
        }
        Scan.Range range = scan.range();
        List<Object> binds = new ArrayList<>(range.binds());
        binds.add(first);
        binds.add(last);
        return new Scan(
                scan.table(),
                scan.param(),
                new Scan.Range(range.where() + " and d.sort >= ? and d.sort <= ?", binds, range.fixed(), true));
    }
}
