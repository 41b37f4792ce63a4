package org.casebook.search;

import java.util.List;
import org.casebook.jdbc.Sql;

/** Words that must all stand in the text of a resource (R4 section 3.1.1.4.20). */
record WordTest(List<String> all) implements ValueTest {

    @Override
    public void condition(SqlText sql, String row) {
        sql.add("(");
        sql.join(
                all,
                " and ",
                (s, word) -> s.add(row + "words like ? escape '!'", "% " + StringTest.escaped(word) + " %"));
        sql.add(")");
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
        return "has the words " + all;
    }
}
