package org.casebook.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fuzz.Wire;

/**
 * {@code Soak MINUTES [HEAP [CLIENTS]]}: mixed load at full speed, a line a minute, and at the end whether something was
 * wrong or grew.
 */
public final class Soak {
    private static final int LIMIT_MILLIS = 60_000;
    private static final double GROWN = 1.25;
    private final SoakServer server;
    private final Tally tally = new Tally();
    private volatile boolean stopping;

    private Soak(SoakServer server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        int minutes = Integer.parseInt(arguments[0]);
        String heap = arguments.length > 1 ? arguments[1] : "512m";
        int clients = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        Path folder = Files.createTempDirectory("soak");
        System.out.println("Data and the server's log: " + folder);
        boolean good;
        try (SoakServer server = SoakServer.start(folder, heap, List.of())) {
            Soak soak = new Soak(server);
            soak.warmUp();
            good = soak.run(minutes, clients);
        }
        System.exit(good ? 0 : 1);
    }

    /** HL7's validator reads its definitions for as long as the machine takes, and asks to come again meanwhile. */
    private void warmUp() throws IOException {
        try (Wire wire = new Wire(server.port(), 10 * LIMIT_MILLIS)) {
            Step step = Visit.validation();
            while (!step.expected().contains(wire.send(step.input()).status())) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean run(int minutes, int clients) throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Visit visit = new Visit("c" + i, i);
            Thread thread = new Thread(() -> client(visit), "client-" + i);
            thread.start();
            threads.add(thread);
        }
        System.out.println(
                "| minute | requests | a second | errors | p50 ms | p99 ms | live heap MB | resident MB | database MB | journal MB |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        List<Sample> samples = new ArrayList<>();
        for (int minute = 1; minute <= minutes; minute++) {
            Thread.sleep(Duration.ofMinutes(1).toMillis());
            samples.add(sample(minute));
        }
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return verdict(samples);
    }

    private Sample sample(int minute) throws IOException, InterruptedException {
        Tally.Stretch stretch = tally.take();
        Sample sample = new Sample(stretch, server.heapAfterCollection(), server.residentBytes());
        System.out.printf(
                "| %d | %,d | %,d | %d | %.1f | %.0f | %d | %d | %d | %d |%n",
                minute,
                stretch.requests(),
                stretch.requests() / 60,
                stretch.errors(),
                stretch.p50(),
                stretch.p99(),
                sample.heap >> 20,
                sample.resident >> 20,
                server.fileBytes(false) >> 20,
                server.fileBytes(true) >> 20);
        stretch.examples().forEach(System.out::println);
        return sample;
    }

    /** The first minutes fill caches and compile; growth is what comes after them. */
    private static boolean verdict(List<Sample> samples) {
        long errors = samples.stream().mapToLong(s -> s.stretch.errors()).sum();
        long requests = samples.stream().mapToLong(s -> s.stretch.requests()).sum();
        Sample early = samples.get(samples.size() / 4);
        Sample late = samples.get(samples.size() - 1);
        boolean grown = late.heap > GROWN * early.heap || late.resident > GROWN * early.resident;
        System.out.printf(
                "%,d requests, %d errors, %s%n", requests, errors, grown ? "memory has grown" : "no growth of memory");
        return errors == 0 && !grown;
    }

    private void client(Visit visit) {
        try (Wire wire = new Wire(server.port(), LIMIT_MILLIS)) {
            while (!stopping) {
                step(wire, visit.next());
            }
        } catch (IOException e) {
            tally.error("a client stopped: " + e);
        }
    }

    private void step(Wire wire, Step step) throws IOException {
        long started = System.nanoTime();
        try {
            Wire.Answer answer = wire.send(step.input());
            tally.add(System.nanoTime() - started);
            if (!step.expected().contains(answer.status())) {
                tally.error(step.name() + " answered " + answer.status() + ": "
                        + answer.text().lines().findFirst().orElse("") + " to " + step.input());
            }
        } catch (IOException e) {
            tally.error(step.name() + ": " + e);
            wire.close();
        }
    }

    private record Sample(Tally.Stretch stretch, long heap, long resident) {}
}
