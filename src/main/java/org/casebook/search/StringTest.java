package org.casebook.search;

import java.util.List;
import org.casebook.index.Folding;
import org.casebook.index.tables.Keys;
import org.casebook.jdbc.Sql;

/** A string (R4 section 3.1.1.4.8): starts with, {@code :contains} or {@code :exact}. */
record StringTest(Mode mode, String value, String folded) implements ValueTest {

    enum Mode {
        STARTS,
        CONTAINS,
        EXACT,
        /** Of _filter: the whole string, folded. */
        WHOLE,
        /** Of _filter: the end of the string, folded. */
        ENDS
    }

    static StringTest of(Mode mode, String value) {
        return new StringTest(mode, value, Folding.fold(value));
    }

    @Override
    public void condition(SqlText sql, String row) {
        switch (mode) {
            case STARTS -> starts(sql, row);
            case CONTAINS ->
                sql.add("coalesce(" + row + "whole, " + row + "val) like ? escape '!'", "%" + escaped(folded) + "%");
            case WHOLE ->
                sql.add(
                        "(" + row + "val = ? and coalesce(" + row + "whole, " + row + "val) = ?)",
                        Keys.start(folded),
                        folded);
            case ENDS -> sql.add("coalesce(" + row + "whole, " + row + "val) like ? escape '!'", "%" + escaped(folded));
            case EXACT -> sql.add("(" + row + "val = ? and " + row + "exact = ?)", Keys.start(folded), value);
        }
    }

    private void starts(SqlText sql, String row) {
        String start = Keys.start(folded);
        if (start.length() < folded.length()) {
            sql.add("(" + row + "val = ? and " + row + "whole like ? escape '!')", start, escaped(folded) + "%");
        } else {
            sql.add("(" + row + "val >= ? and " + row + "val < ?)", start, after(start));
        }
    }

    /** The smallest text that is greater than every text with this beginning, in the order of code units. */
    static String after(String start) {
        if (start.isEmpty()) {
            return Character.toString(Character.MAX_VALUE);
        }
        int end = start.length() - 1;
        char next = (char) (start.charAt(end) + 1);
        return Character.isSurrogate(next) || Character.isSurrogate(start.charAt(end)) || next == 0
                ? start + Character.MAX_VALUE
                : start.substring(0, end) + next;
    }

    static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        SqlText sql = drivers.text();
        condition(sql, "d.");
        Sql part = sql.sql();
        return List.of(Scan.Range.of(part.text(), part.binds().toArray()));
    }

    @Override
    public String words() {
        return switch (mode) {
            case STARTS -> "starts with '" + folded + "'";
            case CONTAINS -> "contains '" + folded + "'";
            case WHOLE -> "is '" + folded + "'";
            case ENDS -> "ends with '" + folded + "'";
            case EXACT -> "is exactly '" + value + "'";
        };
    }
}
