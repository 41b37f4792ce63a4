package org.casebook.search;

import java.util.List;
import org.casebook.jdbc.Sql;

/** {@code :code-text} of R5: the code begins with this, whatever its system and its case. */
record CodeStartTest(String start) implements ValueTest {

    @Override
    public void condition(SqlText sql, String row) {
        sql.add("(" + row + "code >= ? and " + row + "code < ?)", start, StringTest.after(start));
    }

    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        return drivers.systems(param).stream()
                .map(system -> inSystem(drivers, system))
                .toList();
    }

    private Scan.Range inSystem(Drivers drivers, long system) {
        SqlText sql = drivers.text().add("d.system = ? and ", system);
        condition(sql, "d.");
        Sql part = sql.sql();
        return Scan.Range.of(part.text(), part.binds().toArray());
    }

    @Override
    public String words() {
        return "has a code that starts with '" + start + "'";
    }
}
