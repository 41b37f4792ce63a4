package org.casebook.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Definitions;
import org.casebook.http.Admission;
import org.casebook.http.AsyncProvider;
import org.casebook.http.BaseAddress;
import org.casebook.http.BundleProvider;
import org.casebook.http.CapabilityProvider;
import org.casebook.http.ConditionalProvider;
import org.casebook.http.FhirServlet;
import org.casebook.http.ForwardedAddress;
import org.casebook.http.HistoryProvider;
import org.casebook.http.Operation;
import org.casebook.http.PatchProvider;
import org.casebook.http.Providers;
import org.casebook.http.RequestLimits;
import org.casebook.http.RequestMetrics;
import org.casebook.http.ResourceProvider;
import org.casebook.http.Router;
import org.casebook.http.SearchProvider;
import org.casebook.http.TextLimits;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.interaction.History;
import org.casebook.interaction.Read;
import org.casebook.interaction.ReferentialIntegrity;
import org.casebook.interaction.SearchParameterCheck;
import org.casebook.interaction.VRead;
import org.casebook.interaction.WriteCheck;
import org.casebook.interaction.WriteRules;
import org.casebook.job.Jobs;
import org.casebook.search.Referring;
import org.casebook.search.Search;
import org.casebook.search.SearchLimits;
import org.casebook.store.ResourceStore;
import org.casebook.validation.CaseLibrary;

/** Builds the FHIR servlet out of its parts; the one place where they all meet. */
final class Wiring {
    private Wiring() {}

    static FhirServlet servlet(
            ResourceStore store,
            ParameterRegistry registry,
            Jobs jobs,
            Configuration configuration,
            Validating validating,
            Admission admission,
            RequestMetrics metrics) {
        Definitions definitions = Definitions.r4();
        Supplier<SearchParameters> parameters = () -> registry.state().parameters();
        List<WriteCheck> checks = new ArrayList<>(List.of(new SearchParameterCheck()));
        checks.addAll(validating.checks());
        Search search = new Search(
                store,
                registry,
                searchLimits(configuration),
                Duration.ofMillis(configuration.get(Settings.SLOW_REQUEST)));
        Referring referring = new Referring(parameters);
        WriteRules rules = new WriteRules(
                checks, integrity(configuration, referring), configuration.get(Settings.REQUIRE_IF_MATCH));
        Writes writes = new Writes(store, rules, search, referring, configuration.get(Settings.BASE_URL));
        List<Operation> operations =
                new ArrayList<>(InteractionOperations.of(store, search, parameters, configuration));
        operations.addAll(validating.operations(writes.create()));
        CapabilityProvider capabilities = new CapabilityProvider(
                parameters,
                described(configuration),
                CaseLibrary.shipped().definitions("CodeSystem").stream()
                        .map(codeSystem -> codeSystem.path("url").asText())
                        .toList(),
                Clock.systemUTC());
        Router router = new Router(
                Set.copyOf(definitions.resourceTypes()),
                providers(store, writes, search, capabilities, new AsyncProvider(jobs), configuration),
                operations);
        jobs.start((kept, progress) -> AsyncProvider.carryOut(router, kept, progress));
        return new FhirServlet(
                context(), router, baseAddress(configuration), limits(store, configuration, admission), metrics);
    }

    private static Providers providers(
            ResourceStore store,
            Writes writes,
            Search search,
            CapabilityProvider capabilities,
            AsyncProvider asynchronous,
            Configuration configuration) {
        return new Providers(
                capabilities,
                new ResourceProvider(
                        new Read(store), new VRead(store), writes.create(), writes.update(), writes.delete()),
                new ConditionalProvider(writes.create(), writes.update(), writes.delete()),
                new PatchProvider(writes.patch()),
                new HistoryProvider(new History(
                        store,
                        configuration.get(Settings.DEFAULT_COUNT).intValue(),
                        configuration.get(Settings.MAX_COUNT).intValue())),
                new SearchProvider(search),
                asynchronous,
                new BundleProvider(writes.bundles(), configuration.number(Settings.MAX_ENTRIES)));
    }

    private static RequestLimits limits(ResourceStore store, Configuration configuration, Admission admission) {
        Duration time = Duration.ofSeconds(configuration.get(Settings.REQUEST_TIMEOUT));
        return new RequestLimits(
                configuration.get(Settings.MAX_BODY),
                configuration.get(Settings.MIN_BODY_RATE),
                new TextLimits(configuration.number(Settings.MAX_DEPTH), configuration.get(Settings.MAX_STRING)),
                configuration.number(Settings.MAX_ENTRIES),
                work -> store.database().within(time, () -> late(time), work),
                admission);
    }

    private static CasebookException late(Duration time) {
        return new CasebookException(
                ErrorCategory.TOO_COSTLY,
                "The request was stopped after " + time.toSeconds()
                        + " seconds (request-timeout), and nothing of it was done unless it was a batch."
                        + " Send less at a time, or with Prefer: respond-async.");
    }

    private static SearchLimits searchLimits(Configuration configuration) {
        return new SearchLimits(
                configuration.number(Settings.MAX_SEARCH_PARAMETERS),
                configuration.number(Settings.MAX_SEARCH_VALUES),
                configuration.number(Settings.MAX_SEARCH_LENGTH),
                configuration.number(Settings.MAX_SEARCH_CHAIN),
                configuration.number(Settings.MAX_SORT_KEYS),
                configuration.number(Settings.DEFAULT_COUNT),
                configuration.number(Settings.MAX_COUNT),
                configuration.number(Settings.MAX_INCLUDES),
                configuration.number(Settings.MAX_FILTER_DEPTH),
                Duration.ofSeconds(configuration.get(Settings.SEARCH_TIMEOUT)));
    }

    private static ReferentialIntegrity integrity(Configuration configuration, Referring referring) {
        return enforcesReferences(configuration)
                ? ReferentialIntegrity.enforce(referring::to)
                : ReferentialIntegrity.allow();
    }

    private static boolean enforcesReferences(Configuration configuration) {
        return configuration.get(Settings.REFERENTIAL_INTEGRITY).equals("enforce");
    }

    private static CapabilityProvider.Server described(Configuration configuration) {
        return new CapabilityProvider.Server(
                new CapabilityProvider.Software(Build.version()),
                new CapabilityProvider.Policies(
                        enforcesReferences(configuration),
                        configuration.get(Settings.REQUIRE_IF_MATCH),
                        !configuration.get(Settings.CORS_ORIGINS).isEmpty()),
                SuppliedProfiles.read());
    }

    private static BaseAddress baseAddress(Configuration configuration) {
        String fixed = configuration.get(Settings.BASE_URL);
        return fixed.isEmpty()
                ? new ForwardedAddress(Set.copyOf(configuration.get(Settings.TRUSTED_PROXIES)))
                : BaseAddress.fixed(fixed);
    }

    private static FhirContext context() {
        return FhirContext.forCached(FhirVersionEnum.R4);
    }
}
