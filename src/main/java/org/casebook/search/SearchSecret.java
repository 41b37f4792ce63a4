package org.casebook.search;

import java.security.SecureRandom;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** The key that signs page links; made once for a store, the same for all servers over it. */
final class SearchSecret {
    private static final int LENGTH = 32;

    private SearchSecret() {}

    static byte[] of(Database database) {
        return database.read(SearchSecret::read).orElseGet(() -> create(database));
    }

    private static byte[] create(Database database) {
        byte[] secret = new byte[LENGTH];
        new SecureRandom().nextBytes(secret);
        try {
            database.write(session -> session.update(Sql.of("insert into search_secret values (1, ?)", secret)));
            return secret;
        } catch (CasebookException e) {
            return database.read(SearchSecret::read).orElseThrow(() -> e);
        }
    }

    private static Optional<byte[]> read(Session session) {
        return session.first(Sql.of("select secret from search_secret where one = 1"), row -> row.getBytes(1));
    }
}
