package org.casebook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.casebook.error.CasebookException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows get into a table as they are, whatever stands in them and however many they are. */
@DatabaseTest
class InsertTest {
    private static final Insert VALUES = Insert.into(
            "inserted",
            "id bigint",
            "small int",
            "big bigint",
            "real double",
            "words varchar",
            "flag boolean",
            "bytes bytea");

    private final TestDatabase kind;
    private Database database;

    InsertTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(kind.create(folder));
        boolean h2 = database.dialect() == Dialect.H2;
        database.write(session -> {
            session.execute(
                    "create table inserted (id bigint primary key, small int, big bigint, real double precision,"
                            + " words varchar" + (h2 ? "" : " collate \"C\"") + ", flag boolean, bytes "
                            + (h2 ? "varbinary(1048576)" : "bytea") + ")"
                            + (kind == TestDatabase.POSTGRESQL_PARTITIONED ? " partition by range (id)" : ""));
            if (kind == TestDatabase.POSTGRESQL_PARTITIONED) {
                session.execute("create table inserted_a partition of inserted for values from (minvalue) to (3)");
                session.execute("create table inserted_b partition of inserted for values from (3) to (maxvalue)");
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Often enough for the driver to change from text to binary arrays. */
    @Test
    void everyValueComesBackAsItWas() {
        List<Object[]> rows = List.of(
                new Object[] {
                    1L, 7, Long.MAX_VALUE, 0.1, "A, 'b' \"c\" {d} \\ \n \t é 漢 😀 ", true, new byte[] {0, 1, -1, 92, 39}
                },
                new Object[] {2L, null, null, null, null, null, null},
                new Object[] {3L, -1, Long.MIN_VALUE, -Double.MAX_VALUE, "", false, new byte[0]},
                new Object[] {4L, 0, 0L, 5e-324, "NULL", true, "null".getBytes()});
        for (int round = 0; round < 8; round++) {
            database.write(session -> {
                session.update(Sql.of("delete from inserted"));
                session.insert(VALUES, rows);
                return true;
            });
            assertThat(stored()).usingRecursiveComparison().isEqualTo(rows);
        }
    }

    @Test
    void nullsMayFillAColumn() {
        database.write(session -> {
            session.insert(
                    Insert.into("inserted", "id bigint", "bytes bytea", "words varchar"),
                    List.<Object[]>of(new Object[] {1L, null, null}, new Object[] {5L, null, null}));
            return true;
        });
        assertThat(stored()).hasSize(2).allMatch(row -> row[4] == null && row[6] == null);
    }

    /** A statement of PostgreSQL has room for 65,535 binds. */
    @Test
    void thereMayBeMoreRowsThanAStatementHasBinds() {
        List<Object[]> rows = LongStream.range(0, 70_000)
                .mapToObj(id -> new Object[] {id, id})
                .toList();
        long writes = database.write(session -> {
            session.insert(Insert.into("inserted", "id bigint", "small int"), rows);
            session.insert(VALUES, List.of());
            return session.writes();
        });
        assertThat(writes).isEqualTo(70_000);
        assertThat(database.<Long>read(
                        session -> session.number(Sql.of("select count(*) from inserted where small = id"))))
                .isEqualTo(70_000);
    }

    @Test
    void longContentIsCutIntoSeveralStatements() {
        List<Object[]> rows = new ArrayList<>();
        for (long id = 0; id < 20; id++) {
            byte[] bytes = new byte[1_000_000];
            Arrays.fill(bytes, (byte) id);
            rows.add(new Object[] {id, bytes});
        }
        assertThat(ColumnArrays.portions(rows)).hasSize(3);
        database.write(session -> {
            session.insert(Insert.into("inserted", "id bigint", "bytes bytea"), rows);
            return true;
        });
        assertThat(stored())
                .hasSize(20)
                .allSatisfy(row ->
                        assertThat((byte[]) row[6]).hasSize(1_000_000).containsOnly(((Long) row[0]).byteValue()));
    }

    @Test
    void oneColumnMayBeComputed() {
        Insert computing =
                Insert.into("inserted", "id bigint", "big bigint", "small int").computing("big", "(41 + ?)");
        database.write(session -> {
            session.insert(computing, List.<Object[]>of(new Object[] {1L, 1L, 5}, new Object[] {9L, 2L, 6}));
            return true;
        });
        assertThat(stored()).extracting(row -> row[2]).containsExactly(42L, 43L);
        assertThat(stored()).extracting(row -> row[1]).containsExactly(5, 6);
    }

    @Test
    void aRowThatIsThereAlreadyKeepsAllOut() {
        List<Object[]> rows = List.of(new Object[] {1L}, new Object[] {4L}, new Object[] {1L});
        assertThatThrownBy(() -> database.write(session -> {
                    session.insert(Insert.into("inserted", "id bigint"), rows);
                    return true;
                }))
                .isInstanceOfAny(CasebookException.class, RetryableException.class);
        assertThat(stored()).isEmpty();
    }

    private List<Object[]> stored() {
        return database.read(session -> session.list(
                Sql.of("select id, small, big, real, words, flag, bytes from inserted order by id"),
                row -> new Object[] {
                    row.getLong(1),
                    row.getObject(2),
                    row.getObject(3),
                    row.getObject(4),
                    row.getString(5),
                    row.getObject(6),
                    row.getBytes(7)
                }));
    }
}
