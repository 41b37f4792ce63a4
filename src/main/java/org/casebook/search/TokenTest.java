package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import org.casebook.error.IssueType;
import org.casebook.index.tables.Keys;
import org.jspecify.annotations.Nullable;

/**
 * A token (R4 section 3.1.1.4.10): {@code code}, {@code system|code}, {@code |code} (no system) or {@code system|}.
 *
 * @param system number of the system, 0 for none; null: any
 * @param code folded; null: any
 */
record TokenTest(
        String text, @Nullable Long system, @Nullable String code) implements ValueTest {

    static TokenTest parse(String name, String value) {
        List<String> parts =
                Escapes.split(value, '|').stream().map(Escapes::unescape).toList();
        if (parts.size() == 1) {
            return new TokenTest(value, null, Keys.code(parts.get(0)));
        }
        if (parts.size() > 2 || parts.get(0).isEmpty() && parts.get(1).isEmpty()) {
            throw InvalidSearch.of(
                    IssueType.VALUE,
                    name,
                    "'" + value
                            + "' is not a token: write code, system|code, |code or system|, and \\| for a bar inside"
                            + " them");
        }
        return of(value, parts.get(0), parts.get(1).isEmpty() ? null : parts.get(1));
    }

    /** A code of a system; an empty system: the code has none. */
    static TokenTest of(String text, String system, @Nullable String code) {
        return new TokenTest(text, Keys.system(system), code == null ? null : Keys.code(code));
    }

    @Override
    public void condition(SqlText sql, String row) {
        if (system == null) {
            sql.add(row + "code = ?", code == null ? "" : code);
        } else if (code == null) {
            sql.add(row + "system = ?", system);
        } else {
            sql.add("(" + row + "system = ? and " + row + "code = ?)", system, code);
        }
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        if (code == null) {
            return List.of(
                    new Scan.Range("d.system = ?", List.of(system == null ? 0L : system), List.of("system"), false));
        }
        if (system != null) {
            return List.of(exactly(system));
        }
        List<Scan.Range> ranges = new ArrayList<>();
        for (long known : drivers.systems(param)) {
            ranges.add(exactly(known));
        }
        return ranges;
    }

    private Scan.Range exactly(long known) {
        return new Scan.Range(
                "d.system = ? and d.code = ?",
                List.of(known, code == null ? "" : code),
                List.of("system", "code"),
                true);
    }

    @Override
    public String words() {
        return "is " + text;
    }
}
