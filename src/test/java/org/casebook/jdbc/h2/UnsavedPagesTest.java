package org.casebook.jdbc.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsavedPagesTest {
    private static final int TRANSACTIONS = 300;
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "H2 stores seldom until the share of the heap is reached, and as often as by itself where there is none")
    void longerRuns() throws SQLException {
        long alone = stores("alone", null);
        long without = stores("without", new UnsavedPages(0));
        long seldom = stores("seldom", new UnsavedPages(80L << 20));
        assertThat(alone).isGreaterThan(8);
        assertThat(without).isBetween(alone / 2, alone * 2);
        assertThat(seldom).isBetween(1L, alone / 4);
    }

    /** How often H2 stores while transactions change rows all over an index. */
    private long stores(String name, @Nullable UnsavedPages pages) throws SQLException {
        String url = "jdbc:h2:" + folder.resolve(name).toAbsolutePath() + ";WRITE_DELAY=600000;ANALYZE_AUTO=0";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table thing (id bigint primary key, val varchar)");
            statement.execute("create index thing_list on thing (val)");
            statement.execute("insert into thing select x, random_uuid() from system_range(1, " + ROWS + ")");
            connection.setAutoCommit(false);
            MVStore store = store(connection);
            store.commit();
            long before = store.getCurrentVersion();
            Random random = new Random(1);
            for (int i = 0; i < TRANSACTIONS; i++) {
                if (pages != null) {
                    pages.begin(connection);
                }
                change(connection, random);
                connection.commit();
            }
            return store.getCurrentVersion() - before;
        }
    }

    private static MVStore store(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    private static void change(Connection connection, Random random) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update thing set val = random_uuid() where id = ?")) {
            for (int i = 0; i < 20; i++) {
                update.setLong(1, 1 + random.nextInt(ROWS));
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
