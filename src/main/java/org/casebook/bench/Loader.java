package org.casebook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.casebook.bench.Loaded.PatientAt;
import org.jspecify.annotations.Nullable;

/**
 * Puts the data set on a server and measures it on the way: a tenth of the patients to warm up, then three parts by one
 * client and three by four clients.
 */
final class Loader {
    private static final int RUNS = 3;
    private static final List<Integer> CLIENTS = List.of(1, 4);
    private final Target target;
    private final DataSet data;
    private final PatientAt[] patients;

    Loader(Target target, DataSet data) {
        this.target = target;
        this.data = data;
        this.patients = new PatientAt[data.patients()];
    }

    /** Loads everything; the rows go to the consumer. */
    Loaded load(Consumer<Row> rows) throws IOException, InterruptedException {
        int next = data.patients() / 10;
        slice(0, next, 1);
        int parts = RUNS * CLIENTS.size();
        int size = (data.patients() - next) / parts;
        int part = 0;
        for (int clients : CLIENTS) {
            List<Sample> samples = new ArrayList<>();
            Latencies latencies = new Latencies();
            for (int run = 0; run < RUNS; run++) {
                int end = ++part == parts ? data.patients() : next + size;
                samples.add(timed(next, end, clients, latencies));
                next = end;
            }
            rows.accept(row(clients, samples, latencies));
        }
        return new Loaded(data, List.of(patients));
    }

    private Sample timed(int from, int to, int clients, Latencies latencies) throws IOException, InterruptedException {
        long cpu = target.process().cpuMicros();
        long start = System.nanoTime();
        latencies.add(slice(from, to, clients));
        double seconds = (System.nanoTime() - start) / 1e9;
        long used = target.process().known() ? target.process().cpuMicros() - cpu : -1;
        return new Sample(to - from, seconds, used);
    }

    private static Row row(int clients, List<Sample> samples, Latencies latencies) {
        return new Row(
                "load",
                "transaction Bundles of 26 (resources/s)",
                clients,
                Row.median(samples, Sample::rate) * DataSet.RESOURCES_PER_PATIENT,
                Row.median(samples, Sample::cpuPerRequest),
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                0);
    }

    private Latencies slice(int from, int to, int clients) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        List<LoadClient> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(new LoadClient(next, to));
        }
        threads.forEach(Thread::start);
        Latencies latencies = new Latencies();
        for (LoadClient thread : threads) {
            thread.join();
            if (thread.failure != null) {
                throw thread.failure;
            }
            latencies.add(thread.latencies);
        }
        return latencies;
    }

    private PatientAt send(Connection connection, int number) throws IOException {
        JsonNode answer = connection
                .require(new Call("POST", "", data.bundleBytes(number)))
                .json();
        if (answer.path("entry").size() != DataSet.RESOURCES_PER_PATIENT) {
            throw new IOException("a transaction of " + DataSet.RESOURCES_PER_PATIENT + " entries was answered with "
                    + answer.path("entry").size());
        }
        Location at = Location.of(
                answer.path("entry").path(0).path("response").path("location").asText());
        return new PatientAt(at.id(), at.version());
    }

    /** One client with its connection. */
    private final class LoadClient extends Thread {
        private final AtomicInteger next;
        private final int to;
        private final Latencies latencies = new Latencies();
        private volatile @Nullable IOException failure;

        LoadClient(AtomicInteger next, int to) {
            this.next = next;
            this.to = to;
        }

        @Override
        public void run() {
            try (Connection connection = Connection.open(target.address())) {
                for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                    long start = System.nanoTime();
                    patients[i] = send(connection, i);
                    latencies.add(System.nanoTime() - start);
                }
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
