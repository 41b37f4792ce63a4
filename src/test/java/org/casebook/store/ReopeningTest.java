package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.ResourceIndexer;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.BrokenH2;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** H2 gives its database up, again and again, while others write: nothing that was acknowledged is missing. */
class ReopeningTest {
    private static final ResourceIndexer INDEXER = new ResourceIndexer(SearchParameters.r4(), Set.of());
    private static final IndexWriter INDEX = new IndexTables(INDEXER::index);
    private static final int WRITERS = 4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void nothingAcknowledgedIsMissing(BrokenH2 broken) throws Exception {
        Map<ResourceKey, Long> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong others = new AtomicLong();
        try (ResourceStore store = open()) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(new Thread(() -> write(store, writer, acknowledged, ended, others)));
            }
            writers.forEach(Thread::start);
            for (int i = 0; i < Integer.getInteger("casebook.breaks", 3); i++) {
                Thread.sleep(150 + i * 200L);
                if (i == 1) {
                    store.checkpoint();
                }
                assertThatThrownBy(() -> store.write(unit -> {
                            unit.put(new ResourceKey("Patient", "lost"), patient("x"), Method.PUT);
                            broken.happens(unit.session());
                            return unit.put(new ResourceKey("Patient", "lost"), patient("y"), Method.PUT);
                        }))
                        .isInstanceOf(RuntimeException.class);
                awaitOpen(store);
                compare(store, acknowledged);
            }
            ended.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(acknowledged.size()).isGreaterThan(WRITERS);
            assertThat(others)
                    .as("answers that were neither a success nor a 503")
                    .hasValue(0);
            compare(store, acknowledged);
            assertThat(Verify.run(store, INDEX, count -> {}).problems()).isEmpty();
        }
        try (ResourceStore store = open()) {
            compare(store, acknowledged);
            assertThat(Verify.run(store, INDEX, count -> {}).problems()).isEmpty();
        }
    }

    private static void write(
            ResourceStore store,
            int writer,
            Map<ResourceKey, Long> acknowledged,
            AtomicBoolean ended,
            AtomicLong others) {
        for (int n = 0; !ended.get(); n++) {
            ResourceKey key = new ResourceKey("Patient", "w" + writer + "-" + n % 50);
            String family = "F" + n;
            try {
                StoredResource version = store.write(unit -> unit.put(key, patient(family), Method.PUT));
                acknowledged.put(key, version.version());
            } catch (CasebookException e) {
                if (e.category() != ErrorCategory.BUSY) {
                    others.incrementAndGet();
                }
            }
        }
    }

    private static void awaitOpen(ResourceStore store) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try {
                store.write(unit -> unit.put(new ResourceKey("Basic", "b"), basic(), Method.PUT));
                return;
            } catch (CasebookException e) {
                assertThat(e.category()).isEqualTo(ErrorCategory.BUSY);
                Thread.sleep(50);
            }
        }
        throw new AssertionError("it was not opened again");
    }

    /** What is there now may be newer than what was acknowledged when this began. */
    private static void compare(ResourceStore store, Map<ResourceKey, Long> acknowledged) {
        Map<ResourceKey, Long> before = Map.copyOf(acknowledged);
        store.read(reader -> {
            before.forEach((key, version) -> {
                assertThat(reader.version(key, version))
                        .as(key + " version " + version)
                        .isPresent();
                assertThat(reader.current(key).orElseThrow().version())
                        .as(key.toString())
                        .isGreaterThanOrEqualTo(version);
            });
            assertThat(reader.current(new ResourceKey("Patient", "lost"))).isEmpty();
            return null;
        });
    }

    private static ObjectNode basic() {
        return Json.object().put("resourceType", "Basic");
    }

    private static ObjectNode patient(String family) {
        ObjectNode patient = Json.object().put("resourceType", "Patient");
        patient.putArray("name").addObject().put("family", family);
        return patient;
    }

    private ResourceStore open() {
        return ResourceStore.open(Database.open(DatabaseAddress.folder(folder)), INDEX);
    }
}
