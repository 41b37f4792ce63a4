package org.casebook.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.casebook.http.Admission;
import org.casebook.http.AsyncProvider;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.job.Jobs;
import org.casebook.search.ParameterIndexing;
import org.casebook.store.Outage;
import org.casebook.store.ResourceStore;
import org.casebook.validation.CaseLibrary;

/** A running server: the wiring of every room, with plain constructors. */
public final class CasebookServer implements AutoCloseable {
    private final HttpListener listener;
    private final AdminListener admin;
    private final FirstLoadFilter gate;
    private final Jobs jobs;
    private final ParameterIndexing indexing;
    private final ResourceStore store;
    private final Validating validating;
    private final Configuration configuration;

    private CasebookServer(
            HttpListener listener,
            AdminListener admin,
            FirstLoadFilter gate,
            Jobs jobs,
            ParameterIndexing indexing,
            ResourceStore store,
            Validating validating,
            Configuration configuration) {
        this.listener = listener;
        this.admin = admin;
        this.gate = gate;
        this.jobs = jobs;
        this.indexing = indexing;
        this.store = store;
        this.validating = validating;
        this.configuration = configuration;
    }

    /**
     * Opens the store and the port, and loads the case into an empty store.
     *
     * @throws StartException if the port or the store cannot be had
     */
    public static CasebookServer start(Configuration configuration) {
        if (configuration.get(Settings.LOG_FORMAT).equals("json")) {
            LogFormat.useJson();
        }
        // They and the database have nothing to do with each other, and each takes a good part of a start.
        CompletableFuture<ParameterRegistry> reading = CompletableFuture.supplyAsync(
                () -> new ParameterRegistry(parameters(), StoreOpening.bases(configuration)));
        ResourceStore store = StoreOpening.open(configuration, reading::join);
        CasebookServer server = wired(store, reading.join(), configuration);
        try {
            server.fill();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static CasebookServer wired(
            ResourceStore store, ParameterRegistry parameters, Configuration configuration) {
        Jobs jobs = new Jobs(store, AsyncProvider.interrupted());
        try {
            PrometheusMeterRegistry registry = AdminListener.registry();
            Requests requests = new Requests(registry, configuration.get(Settings.SLOW_REQUEST));
            Validating validating = new Validating(store, configuration);
            Admission admission = new Admission(configuration.get(Settings.BODY_MEMORY), new HeapWatch());
            StoreMetrics.bind(registry, store, admission);
            FirstLoadFilter gate = new FirstLoadFilter();
            HttpListener listener = HttpListener.open(
                    configuration,
                    Wiring.servlet(store, parameters, jobs, configuration, validating, admission, requests),
                    gate);
            AdminListener admin =
                    admin(listener, () -> gate.isOpen() && store.database().isAlive(), configuration, registry);
            ParameterIndexing indexing = new ParameterIndexing(
                    store, parameters, new Outage("Building the index of search parameters")::during);
            return new CasebookServer(listener, admin, gate, jobs, indexing, store, validating, configuration);
        } catch (RuntimeException e) {
            jobs.close();
            store.close();
            throw e;
        }
    }

    /** Loads the case where it is wanted, while whoever asks for more than what this server can do waits. */
    private void fill() {
        FirstLoad.into(store, configuration);
        gate.open();
        indexing.start();
        validating.warmUp();
    }

    /** R4's search parameters and those that are shipped with the case. */
    static SearchParameters parameters() {
        return SearchParameters.r4()
                .with(CaseLibrary.shipped().definitions("SearchParameter").stream()
                        .map(SearchParameters::read)
                        .toList());
    }

    private static AdminListener admin(
            HttpListener listener,
            BooleanSupplier ready,
            Configuration configuration,
            PrometheusMeterRegistry registry) {
        try {
            return AdminListener.open(configuration, listener.port(), registry, ready);
        } catch (StartException e) {
            listener.close();
            throw e;
        }
    }

    /** The address of {@code /health} and {@code /metrics}. */
    public String adminAddress() {
        return admin.address();
    }

    /** The address of the FHIR service. */
    public String fhirAddress() {
        String fixed = configuration.get(Settings.BASE_URL);
        return fixed.isEmpty() ? listener.address() + "/fhir" : fixed;
    }

    public int port() {
        return listener.port();
    }

    /** How many resources are there now, deleted ones not counted. */
    public long resourceCount() {
        return store.read(session ->
                session.counts().values().stream().mapToLong(Long::longValue).sum());
    }

    /** The case that is in the store, or {@code none}. */
    public String caseName() {
        return FirstLoad.caseName(store);
    }

    /** What whoever started the server should know. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        if (listener.isOpenToOthers()) {
            notices.add("Note: there is no authentication, and --host " + configuration.get(Settings.HOST)
                    + " lets other machines in.");
        } else {
            notices.add("Listening on loopback only, since there is no authentication; --host opens it to others.");
        }
        notices.add("Health and metrics: " + admin.address() + "/health, /metrics");
        return notices;
    }

    /** Waits until the server has stopped. */
    public void join() throws InterruptedException {
        listener.join();
    }

    /** Lets the requests under way finish, then closes the store. */
    @Override
    public void close() {
        listener.close();
        admin.close();
        jobs.close();
        indexing.close();
        validating.close();
        store.close();
    }
}
