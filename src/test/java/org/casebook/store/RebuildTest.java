package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.store.care.CareCall;
import org.casebook.store.care.CareTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
    private static final IndexWriter NO_INDEX = (session, changes) -> {};

    @TempDir
    Path folder;

    @Test
    void fromTheJournalAlone() throws IOException {
        List<String> before = fill(0, 30);
        destroy();
        assertThatThrownBy(this::told).isInstanceOf(RuntimeException.class);
        assertThat(Rebuild.run(folder, null, false, NO_INDEX)).isEqualTo(60);
        assertThat(told()).isEqualTo(before);
        assertThat(fill(30, 32)).hasSize(before.size() + 4);
    }

    @Test
    void fromABackupAndTheJournalSince() throws Exception {
        fill(0, 10);
        Path backup = folder.resolve("backup");
        try (ResourceStore running = open()) {
            long count = running.read(reader -> reader.counts().get("Basic"));
            assertThat(count).isEqualTo(10);
            CareCall.make(folder, new CareTask(CareTask.Kind.BACKUP, backup.toString()), line -> {});
        }
        List<String> before = fill(10, 20);
        destroy();
        assertThat(Rebuild.run(folder, backup, false, NO_INDEX)).isEqualTo(20);
        assertThat(told()).isEqualTo(before);
    }

    @Test
    void withoutWhatTheJournalLacksOnlyWhenAskedTo() throws IOException {
        fill(0, 5);
        fill(5, 10);
        List<String> before = fill(10, 15);
        destroy();
        List<Path> kept;
        try (var files = Files.list(folder.resolve("journal").resolve("kept"))) {
            kept = files.sorted().toList();
        }
        Files.delete(kept.get(1));
        assertThatThrownBy(() -> Rebuild.run(folder, null, false, NO_INDEX))
                .hasMessageContaining("lacks the units of work from 11 to 20");
        Rebuild.run(folder, null, true, NO_INDEX);
        assertThat(told()).hasSize(20).isSubsetOf(before);
    }

    private List<String> fill(int from, int to) {
        try (ResourceStore store = open()) {
            for (int i = from; i < to; i++) {
                ResourceKey key = new ResourceKey("Basic", "b" + i);
                for (int version = 0; version < 2; version++) {
                    store.write(unit -> unit.put(key, Json.object().put("resourceType", "Basic"), Method.PUT));
                }
            }
        }
        return told();
    }

    private List<String> told() {
        try (ResourceStore store = open()) {
            return store
                    .read(reader -> reader.history(HistoryQuery.of(new HistoryScope.System()), 1000))
                    .versions()
                    .stream()
                    .map(version -> version.key() + " " + version.version() + " " + new String(version.content()))
                    .toList();
        }
    }

    private ResourceStore open() {
        return ResourceStore.open(Database.open(DatabaseAddress.folder(folder)), NO_INDEX);
    }

    private void destroy() throws IOException {
        Path file = folder.resolve("casebook.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 3);
        }
        Files.write(file, bytes);
    }
}
