package org.casebook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes too long is stopped on every database, and the connection goes on being of use. */
@DatabaseTest
class DeadlineTest {
    private final TestDatabase kind;
    private Database database;

    DeadlineTest(TestDatabase kind) {
        this.kind = kind;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Database open(Path folder) {
        database = Database.open(kind.create(folder));
        return database;
    }

    private Sql numbers(long to, String condition) {
        return Sql.of(
                kind == TestDatabase.H2
                        ? "select x from system_range(1, " + to + ") where " + condition
                        : "select x from generate_series(1, " + to + ") s (x) where " + condition);
    }

    private static CasebookException late() {
        return new CasebookException(ErrorCategory.TOO_COSTLY, "late");
    }

    @Test
    void stopsAStatement(@TempDir Path folder) {
        assertStopped(open(folder), numbers(1_000_000_000_000L, "x % 7 = 9"));
    }

    /** On PostgreSQL, rows are fetched in portions, and the next portion never comes. */
    @Test
    void stopsAFetch(@TempDir Path folder) {
        assertStopped(open(folder), numbers(1_000_000_000_000L, "x % 1000000000000 < 600 and x % 2 = 1"));
    }

    private static void assertStopped(Database database, Sql slow) {
        long began = System.nanoTime();
        assertThatThrownBy(() ->
                        database.read(session -> session.within(Duration.ofMillis(200), DeadlineTest::late, () -> {
                            session.each(slow, row -> {});
                            return null;
                        })))
                .hasMessage("late");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
        long seven = database.read(session -> session.number(Sql.of("select 7")));
        assertThat(seven).isEqualTo(7);
    }

    /** Many short statements are one piece of work. */
    @Test
    void stopsBetweenStatements(@TempDir Path folder) {
        Database open = open(folder);
        assertThatThrownBy(() -> open.read(session -> session.within(Duration.ofMillis(200), DeadlineTest::late, () -> {
                    while (true) {
                        session.number(Sql.of("select 7"));
                    }
                })))
                .hasMessage("late");
    }

    @Test
    void leavesWhatIsInTimeAlone(@TempDir Path folder) {
        Database open = open(folder);
        long seven = open.read(session -> {
            long inTime = session.within(
                    Duration.ofSeconds(60), DeadlineTest::late, () -> session.number(Sql.of("select 7")));
            // Without a limit again: nothing of the first one is left.
            return inTime + session.number(Sql.of("select 0"));
        });
        assertThat(seven).isEqualTo(7);
    }
}
