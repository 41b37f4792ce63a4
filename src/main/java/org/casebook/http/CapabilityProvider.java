package org.casebook.http;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.index.SearchParameters;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities interaction (R4 section 3.1.0.9). The statement is made once for each state of what it tells of, and
 * kept as bytes.
 */
public final class CapabilityProvider {
    private final Supplier<SearchParameters> searchParameters;
    private final Server server;
    private final TerminologyCapabilitiesProvider terminology;
    private final Clock clock;
    private volatile @Nullable Built built;

    /**
     * What a statement tells of beside interactions, operations and search parameters.
     *
     * @param profiles the profiles that the server validates against, by resource type
     */
    public record Server(Software software, Policies policies, Profiles profiles) {}

    /** What this server calls itself. */
    public record Software(String version) {}

    /**
     * The settings that a client sees.
     *
     * @param enforceReferences whether a reference to a resource of this server must lead somewhere
     * @param requireIfMatch whether an update must say what it changes
     * @param crossOrigin whether pages of other origins may call
     */
    public record Policies(boolean enforceReferences, boolean requireIfMatch, boolean crossOrigin) {}

    /** The profiles that the server validates against, by resource type. */
    @FunctionalInterface
    public interface Profiles {
        List<String> of(String type);
    }

    private record Built(SearchParameters parameters, Instant time, String base, byte[] json) {}

    public CapabilityProvider(
            Supplier<SearchParameters> searchParameters, Server server, List<String> codeSystems, Clock clock) {
        this.searchParameters = searchParameters;
        this.server = server;
        this.clock = clock;
        this.terminology = new TerminologyCapabilitiesProvider(codeSystems, server.software());
    }

    FhirResponse capabilities(FhirRequest request, Router router) {
        String mode = request.parameter("mode").orElse("full");
        return switch (mode) {
            case "full", "normative" ->
                FhirResponse.ok(new FhirResponse.Stored(
                        statement(request.base(), router).json()));
            case "terminology" -> {
                Instant time = statement(request.base(), router).time();
                yield FhirResponse.ok(
                        new FhirResponse.Tree(terminology.statement(request.base(), time, router.operations())));
            }
            default ->
                throw new CasebookException(
                        ErrorCategory.INVALID, "mode is full, normative or terminology, not '" + mode + "'.");
        };
    }

    /** What a statement says changes with the settings, at a start, and with the search parameters: so does its date. */
    private Built statement(String base, Router router) {
        SearchParameters parameters = searchParameters.get();
        Built last = built;
        if (last == null || last.parameters != parameters || !last.base.equals(base)) {
            Instant time = last != null && last.parameters == parameters
                    ? last.time
                    : clock.instant().truncatedTo(ChronoUnit.SECONDS);
            byte[] json = Json.write(new CapabilityStatement(server, parameters, router).tree(base, time));
            last = new Built(parameters, time, base, json);
            built = last;
        }
        return last;
    }
}
