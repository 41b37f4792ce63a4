package org.casebook.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reference (R4 section 3.1.1.4.12).
 *
 * @param target logical id or url, in the form of the index
 * @param types types that the target may have; empty: any. A url has the type "".
 * @param version of a versioned reference or canonical; null: any
 * @param versionStart whether the version may go on after these parts ({@code url:below=...|1} is also 1.2)
 */
record ReferenceTest(
        String text,
        String target,
        List<String> types,
        @Nullable String version,
        boolean versionStart) implements ValueTest {
    /** More types than this are not looked up one by one. */
    private static final int FEW = 6;

    ReferenceTest {
        types = List.copyOf(types);
    }

    /** A resource on this server. */
    static ReferenceTest to(String type, String id) {
        return new ReferenceTest(type + "/" + id, org.casebook.index.tables.Keys.uri(id), List.of(type), null, false);
    }

    @Override
    public void condition(SqlText sql, String row) {
        sql.add("(" + row + "target = ?", target);
        if (types.size() == 1) {
            sql.add(" and " + row + "type = ?", types.get(0));
        } else if (!types.isEmpty()) {
            sql.add(" and " + row + "type in (")
                    .join(types, ", ", (s, t) -> s.add("?", t))
                    .add(")");
        }
        version(sql, row);
        sql.add(")");
    }

    private void version(SqlText sql, String row) {
        if (version != null && versionStart) {
            sql.add(
                    " and (" + row + "version = ? or " + row + "version like ? escape '!')",
                    version,
                    StringTest.escaped(version) + ".%");
        } else if (version != null) {
            sql.add(" and " + row + "version = ?", version);
        }
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        if (types.isEmpty() || types.size() > FEW) {
            SqlText sql = drivers.text();
            condition(sql, "d.");
            return List.of(Scan.Range.of(sql.sql().text(), sql.sql().binds().toArray()));
        }
        return types.stream().map(type -> ofType(drivers, type)).toList();
    }

    private Scan.Range ofType(Drivers drivers, String type) {
        SqlText sql = drivers.text().add("d.target = ? and d.type = ?", target, type);
        version(sql, "d.");
        return new Scan.Range(sql.sql().text(), sql.sql().binds(), List.of("target", "type"), true);
    }

    @Override
    public String words() {
        return "is " + text;
    }
}
