package org.casebook.search;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.casebook.index.tables.Keys;
import org.casebook.jdbc.Sql;

/** A uri (R4 section 3.1.1.4.13): exact, {@code :below} (starts with it) or {@code :above} (it starts with the value). */
record UriTest(Mode mode, String value) implements ValueTest {

    enum Mode {
        EXACT,
        BELOW,
        ABOVE
    }

    @Override
    public void condition(SqlText sql, String row) {
        switch (mode) {
            case EXACT -> sql.add(row + "val = ?", Keys.uri(value));
            case BELOW -> sql.add("(" + row + "val >= ? and " + row + "val < ?)", value, StringTest.after(value));
            case ABOVE ->
                sql.add(row + "val in (")
                        .join(List.copyOf(beginnings(value)), ", ", (s, v) -> s.add("?", Keys.uri(v)))
                        .add(")");
        }
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        return switch (mode) {
            case EXACT -> List.of(exactly(value));
            case ABOVE -> beginnings(value).stream().map(UriTest::exactly).toList();
            case BELOW -> {
                SqlText sql = drivers.text();
                condition(sql, "d.");
                Sql part = sql.sql();
                yield List.of(Scan.Range.of(part.text(), part.binds().toArray()));
            }
        };
    }

    private static Scan.Range exactly(String uri) {
        return new Scan.Range("d.val = ?", List.of(Keys.uri(uri)), List.of("val"), true);
    }

    /** The uri itself and what it begins with, up to each of its separators, with and without that. */
    static Set<String> beginnings(String uri) {
        String separators = uri.startsWith("urn:") ? ":./" : "/";
        Set<String> beginnings = new TreeSet<>();
        beginnings.add(uri);
        for (int i = 0; i < uri.length(); i++) {
            if (separators.indexOf(uri.charAt(i)) >= 0) {
                beginnings.add(uri.substring(0, i));
                beginnings.add(uri.substring(0, i + 1));
            }
        }
        beginnings.remove("");
        return beginnings;
    }

    @Override
    public String words() {
        return mode.name().toLowerCase(java.util.Locale.ROOT) + " '" + value + "'";
    }
}
