package org.casebook.store.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Sql;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/** Writes in several shapes at once, and tells of each write after it has been acknowledged. */
final class Writers {
    static final int IN_TRANSACTION = 25;
    private static final int HOT = 20;
    private final ResourceStore store;
    private final Consumer<String> acknowledged;
    private final String run;
    private final AtomicLong number = new AtomicLong();
    private volatile boolean stopped;

    Writers(ResourceStore store, String run, Consumer<String> acknowledged) {
        this.store = store;
        this.run = run;
        this.acknowledged = acknowledged;
    }

    List<Thread> start(int threads) {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(run.hashCode() * 31L + i);
            Thread thread = new Thread(() -> work(random), "writer-" + i);
            thread.setDaemon(true);
            thread.start();
            running.add(thread);
        }
        return running;
    }

    void stop() {
        stopped = true;
    }

    private void work(Random random) {
        while (!stopped) {
            try {
                write(random);
            } catch (CasebookException e) {
                if (e.category() != ErrorCategory.BUSY) {
                    throw e;
                }
            }
        }
    }

    private void write(Random random) {
        long next = number.incrementAndGet();
        switch (random.nextInt(6)) {
            case 0 -> create(next);
            case 1, 2 -> update(next, random);
            case 3 -> delete(random);
            case 4 -> transaction(next);
            default -> conditionalCreate(next / 4);
        }
    }

    private void create(long next) {
        tell(store.write(unit ->
                unit.put(new ResourceKey("Patient", unit.newId()), resource("Patient", "new " + next), Method.POST)));
    }

    private void update(long next, Random random) {
        tell(store.write(unit -> unit.put(hot(random), resource("Patient", "update " + next), Method.PUT)));
    }

    private void delete(Random random) {
        store.write(unit -> unit.delete(hot(random))).ifPresent(this::tell);
    }

    private void transaction(long next) {
        store.write(unit -> {
            for (int i = 0; i < IN_TRANSACTION; i++) {
                ResourceKey key = new ResourceKey("Observation", "t-" + run + "-" + next + "-" + i);
                unit.put(key, resource("Observation", "transaction " + next), Method.PUT);
            }
            return unit.put(hot(new Random(next)), resource("Patient", "with transaction " + next), Method.PUT);
        });
        acknowledged.accept("T " + run + "-" + next);
    }

    private void conditionalCreate(long criteria) {
        String note = "only " + run + " " + criteria;
        String id = store.write(unit -> {
            unit.guard("Group?identifier=" + note);
            Sql sought = Sql.of("select id from probe p join resource r on r.pid = p.pid where p.note = ?", note);
            return unit.session()
                    .first(sought, row -> row.getString(1))
                    .orElseGet(
                            () -> unit.put(new ResourceKey("Group", unit.newId()), resource("Group", note), Method.POST)
                                    .key()
                                    .id());
        });
        acknowledged.accept("C " + id);
    }

    private void tell(StoredResource version) {
        acknowledged.accept(
                "V " + version.key() + " " + version.version() + " " + java.util.Arrays.hashCode(version.content()));
    }

    private static ResourceKey hot(Random random) {
        return new ResourceKey("Patient", "hot-" + random.nextInt(HOT));
    }

    private static ObjectNode resource(String type, String note) {
        return Json.object().put("resourceType", type).put("note", note).put("text", "x".repeat(400));
    }
}
