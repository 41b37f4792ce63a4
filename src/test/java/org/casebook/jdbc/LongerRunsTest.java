package org.casebook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongerRunsTest {
    private static final int ROWS = 20_000;
    /** H2 alone stores 16 times or more while they run, see {@link org.casebook.jdbc.h2.UnsavedPages}. */
    private static final int TRANSACTIONS = 300;

    @TempDir
    Path folder;

    @Test
    void transactionsAreStoredManyAtATime() {
        try (Database database = Database.open(DatabaseAddress.folder(folder))) {
            database.write(session -> {
                session.execute("create table thing (id bigint primary key, val varchar)");
                session.execute("create index thing_list on thing (val)");
                return session.update(
                        Sql.of("insert into thing select x, random_uuid() from system_range(1, ?)", ROWS));
            });
            long before = stored(database);
            Random random = new Random(1);
            for (int i = 0; i < TRANSACTIONS; i++) {
                List<Object[]> rows = IntStream.range(0, 20)
                        .mapToObj(row -> new Object[] {1 + random.nextInt(ROWS)})
                        .toList();
                database.write(session -> {
                    session.batch("update thing set val = random_uuid() where id = ?", rows);
                    return null;
                });
            }
            assertThat(stored(database) - before).isLessThan(10);
        }
    }

    private static long stored(Database database) {
        return database.read(session -> {
            try {
                SessionLocal h2 = (SessionLocal)
                        session.connection().unwrap(JdbcConnection.class).getSession();
                return h2.getDatabase().getStore().getMvStore().getCurrentVersion();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
