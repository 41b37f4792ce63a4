package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** The types of which there are resources. */
final class StoredTypes {
    /** Follows a type and precedes every other. */
    private static final String NEXT = "\u0001";

    private StoredTypes() {}

    /** Each found by one step. */
    static List<String> of(Session session) {
        List<String> types = new ArrayList<>();
        Optional<String> next = from(session, "");
        while (next.isPresent()) {
            types.add(next.get());
            next = from(session, next.get() + NEXT);
        }
        return types;
    }

    /** The bound is not strict, for H2 would read all resources of a type before it came to the next one. */
    private static Optional<String> from(Session session, String least) {
        String text = "select type from resource where type >= ? order by type, deleted, pid limit 1";
        return session.first(Sql.of(text, least), row -> row.getString(1));
    }
}
