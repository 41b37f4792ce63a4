package org.casebook.server.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.server.crash.Writes.NotAcknowledged;

/** Clients that write in several shapes at once, and keep what they are told. */
final class Writers {
    /** Observations of a transaction; with their patient, and one that others change too, it has two more. */
    static final int OBSERVATIONS = 24;

    static final String SYSTEM = "http://example.org/only";
    private static final int HOT = 20;
    private final Writes writes;
    private final Acknowledgements told;
    private final String run;
    private final AtomicLong number = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private volatile boolean stopped;

    Writers(Writes writes, String run, Acknowledgements told) {
        this.writes = writes;
        this.run = run;
        this.told = told;
    }

    Writers start(int count) {
        for (int i = 0; i < count; i++) {
            Random random = new Random(run.hashCode() * 31L + i);
            Thread thread = new Thread(() -> work(random), "writer-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    /** Lets each finish what it is at; fails if one was answered what it should never be. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (faults) {
            if (!faults.isEmpty()) {
                throw new AssertionError(faults.size() + " wrong answers, the first of them:", faults.get(0));
            }
        }
    }

    private void work(Random random) {
        while (!stopped) {
            try {
                write(random);
            } catch (NotAcknowledged e) {
                rest();
            } catch (RuntimeException | AssertionError e) {
                synchronized (faults) {
                    faults.add(e);
                }
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Random random) throws NotAcknowledged {
        long next = number.incrementAndGet();
        switch (random.nextInt(6)) {
            case 0 -> told.version(writes.create(patient("new " + next)));
            case 1, 2 -> told.version(writes.update(hot(random), patient("update " + next)));
            case 3 -> writes.delete(hot(random)).ifPresent(told::version);
            case 4 -> transaction(run + "-" + next, random);
            default -> conditionalCreate(run + "-" + next / 4);
        }
    }

    private void transaction(String name, Random random) throws NotAcknowledged {
        List<ObjectNode> resources = new ArrayList<>();
        resources.add(patient("of transaction " + name).put("id", "t-" + name));
        for (int i = 0; i < OBSERVATIONS; i++) {
            resources.add(observation("t-" + name, i));
        }
        resources.add(patient("with transaction " + name).put("id", hot(random).id()));
        writes.transaction(resources);
        told.transaction(name);
    }

    private void conditionalCreate(String identifier) throws NotAcknowledged {
        ObjectNode organization = Json.object().put("resourceType", "Organization");
        organization.put("name", "only " + identifier);
        organization.withArray("identifier").addObject().put("system", SYSTEM).put("value", identifier);
        told.conditional(identifier, writes.createIfNone(organization, SYSTEM + "|" + identifier));
    }

    private static ResourceKey hot(Random random) {
        return new ResourceKey("Patient", "hot-" + random.nextInt(HOT));
    }

    private static ObjectNode patient(String family) {
        ObjectNode patient = Json.object().put("resourceType", "Patient");
        patient.withArray("identifier")
                .addObject()
                .put("system", "http://example.org/mrn")
                .put("value", family);
        patient.withArray("name")
                .addObject()
                .put("family", family)
                .withArray("given")
                .add("x".repeat(200));
        return patient.put("birthDate", "2001-02-03").put("gender", "female");
    }

    private static ObjectNode observation(String patient, int i) {
        ObjectNode observation = Json.object()
                .put("resourceType", "Observation")
                .put("id", patient + "-" + i)
                .put("status", "final");
        coding(observation.putObject("code")).put("system", "http://loinc.org").put("code", "1742-6");
        observation.putObject("subject").put("reference", "Patient/" + patient);
        observation.put("effectiveDateTime", "2009-03-" + (10 + i % 20));
        observation
                .putObject("valueQuantity")
                .put("value", i)
                .put("unit", "U/L")
                .put("system", "http://unitsofmeasure.org")
                .put("code", "U/L");
        return observation;
    }

    private static ObjectNode coding(ObjectNode concept) {
        return concept.withArray("coding").addObject();
    }
}
