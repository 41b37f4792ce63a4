package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that wait for each other share a transaction, and none of them notices what becomes of the others. */
class WriteGroupTest {
    private static final int WRITERS = 16;
    private static final ResourceKey FIRST = new ResourceKey("Patient", "first");

    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

    @TempDir
    Path folder;

    private ResourceStore store;

    @BeforeEach
    void open() {
        store = ResourceStore.open(Database.open(DatabaseAddress.folder(folder)), (session, changes) -> {});
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
    }

    @Test
    void whoWaitsIsCommittedTogether() throws Exception {
        List<Future<Long>> writers = together(number -> put(key(number)));
        for (int number = 0; number < WRITERS; number++) {
            assertThat(writers.get(number).get(30, TimeUnit.SECONDS)).isEqualTo(1L);
            assertThat(isThere(key(number))).isTrue();
        }
        assertThat(transactions()).isLessThan(WRITERS);
    }

    @Test
    void oneThatIsRefusedAfterItHasWrittenTakesNobodyWithIt() throws Exception {
        List<Future<Long>> writers = together(number -> store.write(unit -> {
            long version = unit.put(key(number), patient(), Method.PUT).version();
            if (number % 5 == 0) {
                // What was collected is now in the tables of the shared transaction.
                unit.session().number(Sql.of("select count(*) from resource"));
                throw refused();
            }
            return version;
        }));
        expectOnlyEveryFifthRefused(writers);
    }

    @Test
    void oneThatIsRefusedBeforeItHasWrittenBreaksNoGroup() throws Exception {
        List<Future<Long>> writers = together(number -> store.write(unit -> {
            if (number % 5 == 0) {
                throw refused();
            }
            return unit.put(key(number), patient(), Method.PUT).version();
        }));
        expectOnlyEveryFifthRefused(writers);
        assertThat(transactions()).isLessThan(WRITERS - WRITERS / 5);
    }

    /** The unit is sound until it is written out: a type of 65 characters fits into no column. */
    @Test
    void oneThatCannotBeWrittenOutTakesNobodyWithIt() throws Exception {
        List<Future<Long>> writers = together(number -> {
            ResourceKey key = number % 5 == 0 ? new ResourceKey("T".repeat(65), "x" + number) : key(number);
            return store.write(unit -> unit.put(key, patient(), Method.PUT).version());
        });
        expectOnlyEveryFifthRefused(writers);
    }

    @Test
    void eachSeesWhatThoseBeforeItDid() throws Exception {
        List<Future<Long>> writers = together(number -> put(FIRST));
        List<Long> versions = new ArrayList<>();
        for (Future<Long> writer : writers) {
            versions.add(writer.get(30, TimeUnit.SECONDS));
        }
        assertThat(versions).doesNotHaveDuplicates().hasSize(WRITERS).contains(1L, (long) WRITERS);
        long superseded = store.read(session -> session.session().number(Sql.of("select count(*) from superseded")));
        assertThat(superseded).isEqualTo(WRITERS - 1);
    }

    /** A checkpoint waits for the same lock, and does not go on with the group: it must leave nobody waiting. */
    @Test
    void aCheckpointInBetweenStrandsNobody() throws Exception {
        for (int round = 0; round < 20; round++) {
            int base = round * WRITERS;
            Future<?> checkpoint = threads.submit(store::checkpoint);
            for (Future<Long> writer : together(number -> put(key(base + number)))) {
                assertThat(writer.get(30, TimeUnit.SECONDS)).isEqualTo(1L);
            }
            checkpoint.get(30, TimeUnit.SECONDS);
        }
    }

    private void expectOnlyEveryFifthRefused(List<Future<Long>> writers) throws Exception {
        for (int number = 0; number < WRITERS; number++) {
            boolean refused = false;
            try {
                writers.get(number).get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                refused = true;
            }
            assertThat(refused).as("writer " + number).isEqualTo(number % 5 == 0);
            assertThat(isThere(key(number))).as("writer " + number).isEqualTo(number % 5 != 0);
        }
    }

    /** Runs this as many times at once, so that all but the first wait for the lock at the same time. */
    private List<Future<Long>> together(Writer writer) throws InterruptedException {
        // The writers' lock is held until all of them wait for it.
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        Future<?> holder = threads.submit(() -> store.write(unit -> {
            holding.countDown();
            return await(queued);
        }));
        holding.await();
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        ExecutorService others = Executors.newFixedThreadPool(WRITERS, task -> {
            Thread thread = new Thread(task);
            waiting.add(thread);
            return thread;
        });
        List<Future<Long>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            writers.add(others.submit(() -> writer.write(number)));
        }
        others.shutdown();
        // Each thread has one writer, which can only wait for the lock.
        while (waiting.stream().anyMatch(thread -> thread.isAlive() && thread.getState() != Thread.State.WAITING)) {
            Thread.sleep(5);
        }
        queued.countDown();
        assertThat(holder).succeedsWithin(30, TimeUnit.SECONDS);
        return writers;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long put(ResourceKey key) {
        return store.write(unit -> unit.put(key, patient(), Method.PUT).version());
    }

    private boolean isThere(ResourceKey key) {
        return store.read(session -> session.current(key)).isPresent();
    }

    private long transactions() {
        return store.read(session -> session.session().number(Sql.of("select count(distinct txn) from resource")));
    }

    private static ResourceKey key(int number) {
        return new ResourceKey("Patient", "p" + number);
    }

    private static ObjectNode patient() {
        return Json.object().put("resourceType", "Patient");
    }

    private static CasebookException refused() {
        return new CasebookException(ErrorCategory.CONFLICT, "Refused by the test.");
    }

    @FunctionalInterface
    private interface Writer {
        long write(int number);
    }
}
