package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a checkpoint has ended, the main file alone holds all that the journal has let go of. */
class CheckpointTest {
    private static final IndexWriter NO_INDEX = (session, changes) -> {};

    @TempDir
    Path folder;

    @Test
    void theMainFileAloneHoldsWhatTheJournalHasLetGo() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        int times = Integer.getInteger("casebook.checkpoints", 10);
        try (ResourceStore store = open(data)) {
            Thread writer = new Thread(() -> {
                while (!ended.get()) {
                    long next = written.incrementAndGet();
                    store.write(unit -> unit.put(new ResourceKey("Basic", "b" + next % 50), basic(), Method.PUT));
                    if (next % 7 == 0) {
                        java.util.concurrent.locks.LockSupport.parkNanos(next % 3 * 10_000_000);
                    }
                }
            });
            writer.start();
            for (int i = 0; i < times; i++) {
                Thread.sleep(i % 4 * 30L);
                long before = store.read(reader -> txn(reader.session()));
                store.checkpoint();
                alone(data, Files.createDirectory(folder.resolve("alone" + i)), before, i);
            }
            ended.set(true);
            writer.join();
        }
    }

    private static void alone(Path data, Path copy, long before, int i) throws Exception {
        Files.copy(data.resolve("casebook.mv.db"), copy.resolve("casebook.mv.db"));
        try (Database database = Database.open(DatabaseAddress.folder(copy))) {
            long txn = database.read(CheckpointTest::txn);
            long resources = database.read(session -> session.number(Sql.of("select count(*) from resource")));
            assertThat(txn).as("checkpoint " + i).isGreaterThanOrEqualTo(before);
            assertThat(resources).as("checkpoint " + i).isEqualTo(Math.min(50, txn));
        }
    }

    private static long txn(org.casebook.jdbc.Session session) {
        return session.number(Sql.of("select txn from store_state"));
    }

    private static ResourceStore open(Path data) {
        return ResourceStore.open(Database.open(DatabaseAddress.folder(data)), NO_INDEX);
    }

    private static ObjectNode basic() {
        return Json.object().put("resourceType", "Basic").put("text", "x".repeat(300));
    }
}
