package org.casebook.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.casebook.http.AsyncProvider;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.job.Jobs;
import org.casebook.search.ParameterIndexing;
import org.casebook.store.ResourceStore;
import org.casebook.validation.CaseLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: the wiring of every room, with plain constructors. */
public final class CasebookServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CasebookServer.class);
    private final HttpListener listener;
    private final AdminListener admin;
    private final Jobs jobs;
    private final ParameterIndexing indexing;
    private final ResourceStore store;
    private final Validating validating;
    private final Configuration configuration;

    private CasebookServer(
            HttpListener listener,
            AdminListener admin,
            Jobs jobs,
            ParameterIndexing indexing,
            ResourceStore store,
            Validating validating,
            Configuration configuration) {
        this.listener = listener;
        this.admin = admin;
        this.jobs = jobs;
        this.indexing = indexing;
        this.store = store;
        this.validating = validating;
        this.configuration = configuration;
    }

    /**
     * Opens the store, loads the case into an empty one, and opens the port.
     *
     * @throws StartException if the port or the store cannot be had
     */
    public static CasebookServer start(Configuration configuration) {
        ParameterRegistry parameters = new ParameterRegistry(parameters(), StoreOpening.bases(configuration));
        ResourceStore store = StoreOpening.open(configuration, parameters);
        Jobs jobs = new Jobs(store, AsyncProvider.interrupted());
        try {
            FirstLoad.into(store, configuration);
            PrometheusMeterRegistry registry = AdminListener.registry();
            Requests requests = new Requests(registry, configuration.get(Settings.SLOW_REQUEST));
            Validating validating = new Validating(store, configuration);
            HttpListener listener = HttpListener.open(
                    configuration, Wiring.servlet(store, parameters, jobs, configuration, validating, requests));
            AdminListener admin = admin(listener, store, configuration, registry);
            ParameterIndexing indexing = new ParameterIndexing(
                    store, parameters, e -> LOG.warn("The index of a search parameter could not be built yet", e));
            indexing.start();
            validating.warmUp();
            return new CasebookServer(listener, admin, jobs, indexing, store, validating, configuration);
        } catch (RuntimeException e) {
            jobs.close();
            store.close();
            throw e;
        }
    }

    /** R4's search parameters and those that are shipped with the case. */
    static SearchParameters parameters() {
        return SearchParameters.r4()
                .with(CaseLibrary.shipped().definitions("SearchParameter").stream()
                        .map(SearchParameters::read)
                        .toList());
    }

    private static AdminListener admin(
            HttpListener listener, ResourceStore store, Configuration configuration, PrometheusMeterRegistry registry) {
        try {
            return AdminListener.open(configuration, listener.port(), registry, store.database()::isAlive);
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
