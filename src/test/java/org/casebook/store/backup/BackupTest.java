package org.casebook.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.IndexEntry;
import org.casebook.index.ResourceIndexer;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.DatabaseTest;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.TestDatabase;
import org.casebook.store.HistoryQuery;
import org.casebook.store.HistoryScope;
import org.casebook.store.Method;
import org.casebook.store.Reindex;
import org.casebook.store.ReindexProgress;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.Verify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DatabaseTest
class BackupTest {
    private static final int PATIENTS = 120;
    private static final ResourceIndexer INDEXER = new ResourceIndexer(SearchParameters.r4(), Set.of());

    private final TestDatabase kind;
    private final IndexWriter index = new IndexTables(BackupTest::entries);

    @TempDir
    Path folder;

    private ResourceStore store;

    BackupTest(TestDatabase kind) {
        this.kind = kind;
    }

    private static List<IndexEntry> entries(ObjectNode resource) {
        return INDEXER.index(resource);
    }

    @BeforeEach
    void fill() {
        store = open(kind.create(folder.resolve("data")));
        store.write(unit -> {
            for (int i = 0; i < PATIENTS; i++) {
                unit.put(new ResourceKey("Patient", "p" + i), patient(i), Method.PUT);
                unit.put(new ResourceKey("Observation", "o" + i), observation(i), Method.PUT);
            }
            return null;
        });
        store.write(unit -> unit.put(new ResourceKey("Patient", "p1"), patient(1001), Method.PATCH));
        store.write(unit -> unit.delete(new ResourceKey("Patient", "p2")));
        ObjectNode large = Json.object().put("resourceType", "Basic").put("language", "x".repeat(1_500_000));
        store.write(unit -> unit.put(new ResourceKey("Basic", "large"), large, Method.PUT));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aBackupComesBackOnEveryKindOfDatabase() {
        Path file = folder.resolve("backup");
        long rows = Backup.write(store.database(), file, count -> {});
        List<String> before = told(store);
        assertThat(Restore.check(file)).isEqualTo(rows);
        for (TestDatabase target : TestDatabase.values()) {
            DatabaseAddress address = target.create(folder.resolve("restored"));
            try (Database empty = Database.open(address)) {
                assertThat(Restore.into(empty, file, count -> {})).isEqualTo(rows);
            }
            try (ResourceStore restored = open(address)) {
                assertThat(told(restored)).as(target.name()).isEqualTo(before);
                assertThat(new Reindex(restored, index, "all", Set.of()).run(progress -> {}))
                        .isTrue();
                assertThat(Verify.run(restored, index, count -> {}).problems()).isEmpty();
                assertThat(indexRows(restored)).isEqualTo(indexRows(store)).isNotZero();
                StoredResource next =
                        restored.write(unit -> unit.put(new ResourceKey("Patient", "p1"), patient(7), Method.PUT));
                assertThat(next.version()).isEqualTo(3);
                StoredResource fresh =
                        restored.write(unit -> unit.put(new ResourceKey("Patient", "new"), patient(8), Method.PUT));
                assertThat(fresh.pid()).isGreaterThan(0);
                assertThat(told(restored))
                        .startsWith("Patient/new 1", "Patient/p1 3")
                        .hasSize(before.size() + 2);
            }
            assertThatThrownBy(() -> {
                        try (Database full = Database.open(address)) {
                            Restore.into(full, file, count -> {});
                        }
                    })
                    .hasMessageContaining("holds resources");
        }
    }

    @Test
    void aBackupIsOneStateWhileOthersWrite() throws Exception {
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 40; i++) {
                int n = i;
                store.write(unit -> List.of(
                        unit.put(new ResourceKey("Patient", "p5"), patient(n), Method.PUT),
                        unit.put(new ResourceKey("Patient", "p118"), patient(n), Method.PUT)));
            }
        });
        writer.start();
        Path file = folder.resolve("hot");
        Backup.write(store.database(), file, count -> {});
        writer.join();
        List<String> versions = new ArrayList<>();
        BackupReader.read(file, new BackupReader.Target() {
            private String table = "";

            @Override
            public void txn(long last) {
                assertThat(last > 0).isEqualTo(kind == TestDatabase.H2);
            }

            @Override
            public void table(String name, List<String> columns) {
                table = name;
            }

            @Override
            public void row(Object[] values) {
                if (table.equals("resource") && Set.of("p5", "p118").contains(values[2])) {
                    versions.add(String.valueOf(values[3]));
                }
            }
        });
        assertThat(versions).hasSize(2);
        assertThat(versions.get(0)).isEqualTo(versions.get(1));
    }

    @Test
    void aDamagedBackupIsRefused() throws Exception {
        Path file = folder.resolve("backup");
        Backup.write(store.database(), file, count -> {});
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 20; at < bytes.length - 1; at += bytes.length / 99) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            if (Arrays.equals(unzipped(damaged), unzipped(bytes))) {
                continue; // Compressed text has several forms, and this bit leads to another of the same.
            }
            Files.write(file, damaged);
            assertThatThrownBy(() -> Restore.check(file)).as("byte " + at).isInstanceOf(RuntimeException.class);
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 50));
        assertThatThrownBy(() -> Restore.check(file)).hasMessageContaining("ends too early");
    }

    private static byte[] unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Test
    void theIndexCanBeLostAndIsBuiltAgain() {
        long rows = indexRows(store);
        assertThat(Verify.run(store, index, count -> {}).isSound()).isTrue();
        store.write(unit -> {
            unit.session().update(Sql.of("delete from index_token"));
            unit.session().update(Sql.of("delete from index_string"));
            return unit.session().update(Sql.of("update index_date set pid = pid + 90000 where param > 0"));
        });
        Verify.Report broken = Verify.run(store, index, count -> {});
        assertThat(broken.problems()).anyMatch(line -> line.contains("Patient/p3: "));
        List<ReindexProgress> told = new ArrayList<>();
        Reindex reindex = new Reindex(store, index, "all", Set.of());
        assertThat(reindex.run(told::add)).isTrue();
        assertThat(told).hasSizeGreaterThan(3);
        assertThat(told.get(told.size() - 1).percent()).isEqualTo(100);
        assertThat(told.get(0).percent()).isBetween(10, 40);
        assertThat(indexRows(store)).isEqualTo(rows);
        assertThat(Verify.run(store, index, count -> {}).problems()).isEmpty();
    }

    @Test
    void reindexingGoesOnWhereItEndedAndIsDoneOnce() {
        Reindex reindex = new Reindex(store, index, "some", Set.of("Observation"));
        assertThatThrownBy(() -> reindex.run(progress -> {
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        assertThat(new Reindex(store, index, "some", Set.of("Observation")).run(progress -> {}))
                .isFalse();
        store.write(unit -> unit.session().update(Sql.of("update reindex set busy_until = 0")));
        List<Long> done = new ArrayList<>();
        assertThat(reindex.run(progress -> done.add(progress.done()))).isTrue();
        assertThat(done.get(0)).isEqualTo(100);
        assertThat(done.get(done.size() - 1)).isEqualTo(PATIENTS);
    }

    @Test
    void damagedContentIsFound() {
        store.write(
                unit -> unit.session().update(Sql.of("update resource set checksum = checksum + 1 where id = 'p3'")));
        store.write(unit -> unit.session().update(Sql.of("update resource set version = 9 where id = 'p4'")));
        assertThat(Verify.run(store, index, count -> {}).problems())
                .containsExactlyInAnyOrder(
                        "Patient/p3 version 1: its checksum does not fit; restore it from a backup",
                        "Patient/p4 version 9: its content says another type, id, version or time than its row");
    }

    private ResourceStore open(DatabaseAddress address) {
        return ResourceStore.open(Database.open(address), index);
    }

    private static List<String> told(ResourceStore store) {
        return store
                .read(reader -> reader.history(HistoryQuery.of(new HistoryScope.System()), 10_000))
                .versions()
                .stream()
                .map(version -> version.key() + " " + version.version()
                        + (version.version() > 2 || version.key().id().equals("new")
                                ? ""
                                : " " + version.method() + " " + Arrays.hashCode(version.content())))
                .sorted((a, b) -> a.startsWith("Patient/new")
                        ? -1
                        : b.startsWith("Patient/new")
                                ? 1
                                : a.equals("Patient/p1 3") ? -1 : b.equals("Patient/p1 3") ? 1 : a.compareTo(b))
                .toList();
    }

    private static long indexRows(ResourceStore store) {
        return store.read(reader -> reader.session()
                .number(Sql.of("select (select count(*) from index_token) + (select count(*) from index_string)"
                        + " + (select count(*) from index_date) + (select count(*) from index_reference)")));
    }

    private static ObjectNode patient(int i) {
        ObjectNode patient = Json.object().put("resourceType", "Patient").put("birthDate", "2001-02-03");
        patient.putArray("name").addObject().put("family", "Family" + i);
        return patient;
    }

    private static ObjectNode observation(int i) {
        ObjectNode observation =
                Json.object().put("resourceType", "Observation").put("status", "final");
        observation.putObject("subject").put("reference", "Patient/p" + i);
        observation.putObject("code").put("text", "weight");
        observation.put("effectiveDateTime", "2020-01-01");
        return observation;
    }
}
