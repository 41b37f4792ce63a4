package org.casebook.search;

import java.util.List;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/** A tuple of values that must stand in the same element (R4 section 3.1.1.4.16). */
record CompositeTest(List<ValueTest> parts) implements ValueTest {
    private static final List<String> PREFIXES = List.of("a_", "b_", "c_");

    CompositeTest {
        parts = List.copyOf(parts);
    }

    @Override
    public void condition(SqlText sql, String row) {
        sql.add("(");
        String head = head();
        if (head != null) {
            sql.add(row + "head = ? and ", head);
        }
        for (int i = 0; i < parts.size(); i++) {
            sql.add(i == 0 ? "" : " and ");
            parts.get(i).condition(sql, row + PREFIXES.get(i));
        }
        sql.add(")");
    }

    /** What leads the list; null: not known. */
    private @Nullable String head() {
        if (parts.get(0) instanceof TokenTest token) {
            return token.code();
        }
        return parts.get(0) instanceof ReferenceTest reference ? reference.target() : "";
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        SqlText sql = drivers.text();
        condition(sql, "d.");
        Sql part = sql.sql();
        return List.of(
                head() == null
                        ? Scan.Range.of(part.text(), part.binds().toArray())
                        : new Scan.Range(part.text(), part.binds(), List.of("head"), true));
    }

    @Override
    public String words() {
        return String.join(" with ", parts.stream().map(ValueTest::words).toList());
    }
}
