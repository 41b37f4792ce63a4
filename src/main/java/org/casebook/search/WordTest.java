package org.casebook.search;

import java.util.ArrayList;
import java.util.List;

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

    /** On PostgreSQL, by the index of the words (see V11__words.sql). */
    @Override
    public List<Scan.Range> ranges(Drivers drivers, int param) {
        String indexed = "string_to_array(d.param::text || rtrim(d.words), ' ') @> cast(array[?";
        List<Object> binds = new ArrayList<>(List.of(Integer.toString(param)));
        binds.addAll(all);
        return List.of(Scan.Range.of(indexed + ", ?".repeat(all.size()) + "] as text[])", binds.toArray()));
    }

    @Override
    public String words() {
        return "has the words " + all;
    }
}
