package org.casebook.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A measure at a number of connections: warm-up, then the runs, over the same connections. */
final class Burst {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Plan plan;
    private final Target target;
    private final Consumer<String> problems;

    Burst(Plan plan, Target target, Consumer<String> problems) {
        this.plan = plan;
        this.target = target;
        this.problems = problems;
    }

    Row run(Measure measure, int connections) throws IOException, InterruptedException {
        List<Connection> open = new ArrayList<>();
        try {
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                open.add(Connection.open(target.address()));
                workers.add(new Worker(open.get(i), measure, i));
            }
            workers.forEach(Thread::start);
            List<Sample> samples = samples(workers);
            stop(workers);
            return row(measure, samples, workers);
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private List<Sample> samples(List<Worker> workers) throws InterruptedException {
        Thread.sleep(plan.warmUp().toMillis());
        workers.forEach(Worker::measure);
        List<Sample> samples = new ArrayList<>();
        for (int run = 0; run < plan.runs(); run++) {
            long before = done(workers);
            long cpu = target.process().cpuMicros();
            long start = System.nanoTime();
            Thread.sleep(plan.run().toMillis());
            double seconds = (System.nanoTime() - start) / 1e9;
            long used = target.process().known() ? target.process().cpuMicros() - cpu : -1;
            samples.add(new Sample(done(workers) - before, seconds, used));
        }
        return samples;
    }

    private void stop(List<Worker> workers) throws IOException, InterruptedException {
        workers.forEach(Worker::stopSoon);
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Worker worker : workers) {
            worker.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (worker.isAlive()) {
                throw new IOException("no answer within " + PATIENCE.toSeconds() + " s from " + target.address());
            }
        }
    }

    private Row row(Measure measure, List<Sample> samples, List<Worker> workers) {
        Latencies latencies = new Latencies();
        long errors = 0;
        for (Worker worker : workers) {
            latencies.add(worker.latencies());
            errors += worker.errors();
        }
        workers.stream()
                .map(Worker::firstError)
                .filter(e -> !e.isEmpty())
                .findFirst()
                .ifPresent(problems);
        return new Row(
                measure.name(),
                measure.title(),
                workers.size(),
                Row.median(samples, Sample::rate),
                Row.median(samples, Sample::cpuPerRequest),
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                errors);
    }

    private static long done(List<Worker> workers) {
        return workers.stream().mapToLong(Worker::done).sum();
    }
}
