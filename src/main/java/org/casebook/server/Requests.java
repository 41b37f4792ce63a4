package org.casebook.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.casebook.http.RequestMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times requests, and logs the slow ones; neither ids nor search values are kept. */
final class Requests implements RequestMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final Duration[] BUCKETS = Stream.of(2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);
    private final MeterRegistry registry;
    private final long slowNanos;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    /**
     * @param slowMillis from how long on a request is logged
     */
    Requests(MeterRegistry registry, long slowMillis) {
        this.registry = registry;
        this.slowNanos = TimeUnit.MILLISECONDS.toNanos(slowMillis);
    }

    @Override
    public void answered(String method, String shape, int status, long nanos) {
        String key = method + ' ' + status + ' ' + shape;
        timers.computeIfAbsent(key, k -> timer(method, shape, status)).record(nanos, TimeUnit.NANOSECONDS);
        if (nanos > slowNanos) {
            LOG.warn("Slow request: {} /{} answered {} after {} ms", method, shape, status, nanos / 1_000_000);
        }
    }

    private Timer timer(String method, String shape, int status) {
        return Timer.builder("casebook.http.requests")
                .description("Requests to the FHIR service")
                .serviceLevelObjectives(BUCKETS)
                .tag("method", method)
                .tag("path", shape)
                .tag("status", Integer.toString(status))
                .register(registry);
    }
}
