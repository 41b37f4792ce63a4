package org.casebook.search;

import java.util.List;
import org.casebook.error.IssueType;
import org.casebook.index.Folding;
import org.casebook.jdbc.Sql;

/** {@code :text-advanced} of R5: the text of a code has all of these words. */
record TextWordsTest(List<String> all) implements ValueTest {

    static TextWordsTest of(String name, String value) {
        List<String> words = Folding.words(value);
        if (words.isEmpty()) {
            throw InvalidSearch.of(IssueType.VALUE, name, "'" + value + "' has no word in it");
        }
        return new TextWordsTest(words);
    }

    @Override
    public void condition(SqlText sql, String row) {
        sql.add("(");
        sql.join(
                        all,
                        " and ",
                        (s, word) -> s.add(
                                "' ' || coalesce(" + row + "whole, " + row + "val) || ' ' like ? escape '!'",
                                "% " + StringTest.escaped(word) + " %"))
                .add(")");
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
