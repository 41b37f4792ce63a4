package org.casebook.bench;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Sends one request after the other over its own connection until it is stopped. */
final class Worker extends Thread {
    private final Connection connection;
    private final Measure measure;
    private final int number;
    private final AtomicLong done = new AtomicLong();
    private final Latencies latencies = new Latencies();
    private volatile boolean measuring;
    private volatile boolean stopped;
    private volatile long errors;
    private volatile String firstError = "";

    Worker(Connection connection, Measure measure, int number) {
        super("bench-" + number);
        setDaemon(true);
        this.connection = connection;
        this.measure = measure;
        this.number = number;
    }

    @Override
    public void run() {
        SplittableRandom random = new SplittableRandom(measure.name().hashCode() * 31L + number);
        try {
            for (long n = 0; !stopped; n++) {
                Call call = measure.calls().next(random, number, n);
                long start = System.nanoTime();
                Answer answer = connection.send(call);
                if (measuring) {
                    latencies.add(System.nanoTime() - start);
                }
                done.lazySet(n + 1);
                if (!answer.ok()) {
                    error(call.method() + " " + call.path() + " → " + answer.beginning());
                }
            }
        } catch (IOException e) {
            if (!stopped) {
                error("connection " + number + ": " + e.getMessage());
            }
        }
    }

    private void error(String text) {
        if (firstError.isEmpty()) {
            firstError = text;
        }
        errors++;
    }

    void measure() {
        measuring = true;
    }

    void stopSoon() {
        stopped = true;
    }

    long done() {
        return done.get();
    }

    Latencies latencies() {
        return latencies;
    }

    long errors() {
        return errors;
    }

    String firstError() {
        return firstError;
    }
}
