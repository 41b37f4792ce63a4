package org.casebook.search;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.IssueType;
import org.casebook.fhir.FhirDateTime;
import org.casebook.index.tables.Grain;
import org.casebook.index.tables.TimeLine;

/**
 * A date, dateTime or instant (R4 section 3.1.1.4.7), as the table of prefixes in section 3.1.1.4.5 has it: the query's
 * value is the range that its precision implies, so is the resource's; both are [low, high).
 */
record DateTest(Prefix prefix, String text, long low, long high) implements ValueTest {

    static DateTest parse(String name, String value, Clock clock) {
        Prefix given = Prefix.of(value);
        Prefix prefix = given == null ? Prefix.EQ : given;
        String text = given == null ? value : value.substring(2);
        // A plus sign that was not escaped arrives as a blank; nothing else in a date is one.
        FhirDateTime date = FhirDateTime.parse(text.replace(' ', '+'))
                .orElseThrow(() -> InvalidSearch.of(
                        IssueType.VALUE,
                        name,
                        "'" + value
                                + "' is not a date: write yyyy, yyyy-mm, yyyy-mm-dd or yyyy-mm-ddThh:mm:ss with a time"
                                + " zone, with one of the prefixes eq, ne, gt, lt, ge, le, sa, eb, ap before it"));
        if (prefix != Prefix.AP) {
            return new DateTest(prefix, text, date.low(), date.high());
        }
        long now = clock.millis();
        long gap = now < date.low() ? date.low() - now : Math.max(0, now - date.high());
        return new DateTest(prefix, text, date.low() - gap / 10, date.high() + gap / 10);
    }

    @Override
    public void condition(SqlText sql, String row) {
        condition(sql, row + "low", row + "high");
    }

    /** The condition on a range given by two expressions, the second exclusive. */
    void condition(SqlText sql, String from, String to) {
        switch (prefix) {
            case EQ -> sql.add("(" + from + " >= ? and " + to + " <= ?)", low, high);
            case NE -> sql.add("(" + from + " < ? or " + to + " > ?)", low, high);
            case GT -> sql.add(to + " > ?", high);
            case LT -> sql.add(from + " < ?", low);
            case GE -> sql.add("(" + from + " >= ? or " + to + " > ?)", low, high);
            case LE -> sql.add("(" + from + " < ? or " + to + " <= ?)", low, high);
            case SA -> sql.add(from + " >= ?", high);
            case EB -> sql.add(to + " <= ?", low);
            case AP -> sql.add("(" + from + " < ? and " + to + " > ?)", high, low);
        }
    }

    /** Whether a range that begins before the query's can match: then its length counts. */
    boolean asksForTheEnd() {
        return prefix == Prefix.GT || prefix == Prefix.GE || prefix == Prefix.AP;
    }

    /** No range that matches begins before this, if ranges are at most so long. */
    long earliestStart(long longest) {
        return switch (prefix) {
            case EQ -> low;
            case GT, AP -> (prefix == Prefix.GT ? high : low) - longest;
            case GE -> Math.min(low, high - longest);
            case SA -> high;
            case NE, LT, LE, EB -> -TimeLine.END;
        };
    }

    /** No range that matches begins at this or later. */
    long latestStart() {
        return switch (prefix) {
            case EQ, AP -> high;
            case LT -> low;
            case LE -> high;
            case EB -> low;
            case NE, GT, GE, SA -> TimeLine.END;
        };
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        List<Scan.Range> ranges = new ArrayList<>();
        for (Grain grain : Grain.values()) {
            SqlText sql = drivers.text()
                    .add(
                            "d.grain = ? and d.low >= ? and d.low <= ? and ",
                            grain.ordinal(),
                            earliestStart(grain.longest()),
                            latestStart() - 1);
            condition(sql, "d.");
            ranges.add(Scan.Range.of(sql.sql().text(), sql.sql().binds().toArray()));
        }
        return ranges;
    }

    @Override
    public String words() {
        return prefix.code() + " " + text;
    }
}
