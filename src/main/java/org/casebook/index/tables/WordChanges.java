package org.casebook.index.tables;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** What changes in the lists of words on H2; PostgreSQL has an index over the rows themselves, which changes with them. */
final class WordChanges {
    private static final int ASKED = 200;

    private final Session session;
    private final boolean kept;
    /** In their order, so that a page of the tree is touched once. */
    private final Set<Long> added = new TreeSet<>();

    private final Set<Long> removed = new TreeSet<>();

    WordChanges(Session session) {
        this.session = session;
        this.kept = session.dialect() == Dialect.H2;
    }

    /** The texts of a resource were those, and are these. */
    void replace(long pid, Collection<IndexRow> before, Collection<IndexRow> after) {
        if (!kept || !WordKeys.isListed(pid) || before.equals(after)) {
            return;
        }
        Set<Long> old = keys(pid, before);
        for (Long key : keys(pid, after)) {
            if (!old.remove(key)) {
                added.add(key);
            }
        }
        removed.addAll(old);
    }

    /** The same where the texts have not changed: adds what the lists should have and do not. */
    void complete(long pid, Collection<IndexRow> texts) {
        if (!kept || !WordKeys.isListed(pid)) {
            return;
        }
        Set<Long> missing = keys(pid, texts);
        List<Long> all = List.copyOf(missing);
        for (int from = 0; from < all.size(); from += ASKED) {
            List<Long> some = all.subList(from, Math.min(from + ASKED, all.size()));
            String marks = "?, ".repeat(some.size() - 1) + "?";
            session.each(
                    Sql.of("select id from index_word where id in (" + marks + ")", some.toArray()),
                    row -> missing.remove(row.getLong(1)));
        }
        added.addAll(missing);
    }

    private static Set<Long> keys(long pid, Collection<IndexRow> rows) {
        Set<Long> keys = new HashSet<>();
        for (IndexRow row : rows) {
            if (row.table() == IndexTable.TEXT
                    && row.values().get(0) instanceof Integer param
                    && row.values().get(1) instanceof String words) {
                for (String word : words.strip().split(" ")) {
                    keys.add(WordKeys.of(param, word, pid));
                }
            }
        }
        return keys;
    }

    int count() {
        return added.size() + removed.size();
    }

    void write() {
        session.batch("delete from index_word where id = ?", rows(removed));
        session.batch("insert into index_word (id) values (?)", rows(added));
    }

    private static List<Object[]> rows(Set<Long> keys) {
        return keys.stream().map(key -> new Object[] {key}).toList();
    }
}
