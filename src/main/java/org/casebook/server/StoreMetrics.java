package org.casebook.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.casebook.http.Admission;
import org.casebook.jdbc.PoolState;
import org.casebook.store.ReindexProgress;
import org.casebook.store.ResourceStore;

/** What is measured of the store: its connections, its journal, the index that is being built, bodies in flight. */
final class StoreMetrics {
    private StoreMetrics() {}

    static void bind(MeterRegistry registry, ResourceStore store, Admission admission) {
        pool(registry, "read", () -> store.database().readers());
        pool(registry, "write", () -> store.database().writers());
        gauge(
                registry,
                "casebook.journal.bytes",
                "Journal that the database file does not have yet",
                store::journalBytes);
        gauge(registry, "casebook.reindex.waiting", "Resources that wait to be indexed again", () -> waiting(store));
        gauge(registry, "casebook.bodies.bytes", "Request bodies that are worked on", admission::bytesInFlight);
        gauge(registry, "casebook.bodies.limit.bytes", "Most bytes of bodies at once", admission::limit);
    }

    /** The metrics must answer while the database is away. */
    private static Number waiting(ResourceStore store) {
        try {
            return store.read(reader -> ReindexProgress.waiting(reader.session()));
        } catch (CasebookException e) {
            return Double.NaN;
        }
    }

    private static void pool(MeterRegistry registry, String name, Supplier<PoolState> state) {
        connections(registry, name, "active", state, PoolState::active);
        connections(registry, name, "idle", state, PoolState::idle);
        connections(registry, name, "waiting", state, PoolState::waiting);
        connections(registry, name, "most", state, PoolState::most);
    }

    private static void connections(
            MeterRegistry registry,
            String pool,
            String kind,
            Supplier<PoolState> state,
            Function<PoolState, Integer> part) {
        Gauge.builder("casebook.connections", () -> part.apply(state.get()))
                .description("Connections to the database; waiting: threads that wait for one")
                .tag("pool", pool)
                .tag("kind", kind)
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
