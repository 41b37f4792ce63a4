package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.ResourceIndexer;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.Sql;
import org.casebook.jdbc.h2.Compaction;
import org.casebook.jdbc.h2.FileUse;
import org.casebook.store.care.CareTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of H2 becomes shorter and holds the same. */
class CompactionTest {
    private static final ResourceIndexer INDEXER = new ResourceIndexer(SearchParameters.r4(), Set.of());
    private static final IndexWriter INDEX = new IndexTables(INDEXER::index);
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void whatNobodyHasOpen() throws IOException {
        List<String> before;
        try (ResourceStore store = open()) {
            churn(store);
            before = told(store);
        }
        long length = Files.size(file());
        Compaction.Lengths lengths = Database.compact(folder, LONG).orElseThrow();
        assertThat(lengths.before()).isEqualTo(length);
        assertThat(lengths.after()).isLessThan(length).isEqualTo(Files.size(file()));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "casebook.mv.db", "casebook.mv.db.pages0", "casebook.mv.db.pages1", "journal");
        }
        try (ResourceStore store = open()) {
            assertThat(told(store)).isEqualTo(before);
            assertThat(Verify.run(store, INDEX, count -> {}).problems()).isEmpty();
            store.write(unit -> unit.put(new ResourceKey("Patient", "new"), patient(), Method.PUT));
        }
        assertThat(Database.compact(folder, LONG).orElseThrow().after()).isPositive();
        try (ResourceStore store = open()) {
            assertThat(told(store)).hasSize(before.size() + 1);
        }
    }

    @Test
    void whereTheTimeIsTooShortTheFileStaysAsItIs() throws IOException {
        try (ResourceStore store = open()) {
            churn(store);
        }
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> Database.compact(folder, Duration.ZERO))
                .hasMessageContaining("cannot be written anew");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(folder.resolve("casebook-fresh.mv.db")).doesNotExist();
        assertThat(Database.compact(folder, LONG).orElseThrow().after()).isLessThan(before.length);
    }

    @Test
    void whoHasItOpenKeepsIt() {
        try (ResourceStore store = open()) {
            churn(store);
            List<String> before = told(store);
            assertThat(Database.compact(folder, LONG)).isEmpty();
            assertThat(told(store)).isEqualTo(before);
        }
    }

    @Test
    void whileItIsInUse() {
        try (ResourceStore store = open()) {
            // So that the test need not wait for 45 seconds; it does not crash.
            store.write(unit -> unit.session().update(Sql.of("set retention_time 100")));
            churn(store);
            List<String> before = told(store);
            FileUse first = store.database().fileUse();
            FileUse last = first;
            long end = System.nanoTime() + ENOUGH.toNanos();
            int writes = 0;
            // A chunk is free some time after it was emptied, so that a portion may help only later.
            while (writes < 20 || use(last) <= use(first) && System.nanoTime() < end) {
                last = store.database().tidy();
                store.write(unit -> unit.put(new ResourceKey("Patient", "p0"), patient(), Method.PUT));
                if (writes++ % 5 == 0) {
                    store.checkpoint();
                }
            }
            assertThat(use(last)).isGreaterThan(use(first));
            assertThat(told(store)).hasSize(before.size() + writes);
            assertThat(Verify.run(store, INDEX, count -> {}).problems()).isEmpty();
            List<String> said = new ArrayList<>();
            assertThat(new Care(store, INDEX).run(CareTask.of(CareTask.Kind.COMPACT), said::add))
                    .isTrue();
            assertThat(said).last().asString().startsWith("the file was ");
        }
        try (ResourceStore store = open()) {
            assertThat(Verify.run(store, INDEX, count -> {}).problems()).isEmpty();
        }
    }

    private static double use(FileUse file) {
        return (double) file.live() / file.size();
    }

    /** Many small commits, each in a chunk of its own that the next makes mostly useless. */
    private static void churn(ResourceStore store) {
        for (int round = 0; round < 20; round++) {
            store.write(unit -> {
                for (int i = 0; i < 60; i++) {
                    unit.put(new ResourceKey("Patient", "p" + i), patient(), Method.PUT);
                }
                return null;
            });
            store.checkpoint();
        }
    }

    private static ObjectNode patient() {
        ObjectNode patient = Json.object().put("resourceType", "Patient").put("birthDate", "2001-02-03");
        patient.putArray("name")
                .addObject()
                .put("family", "F" + ThreadLocalRandom.current().nextInt(1_000_000));
        return patient;
    }

    private static List<String> told(ResourceStore store) {
        return store
                .read(reader -> reader.history(HistoryQuery.of(new HistoryScope.System()), 100_000))
                .versions()
                .stream()
                .map(version -> version.key() + " " + version.version() + " " + new String(version.content()))
                .toList();
    }

    private ResourceStore open() {
        return ResourceStore.open(Database.open(DatabaseAddress.folder(folder)), INDEX);
    }

    private Path file() {
        return folder.resolve("casebook.mv.db");
    }
}
