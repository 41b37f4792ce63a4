package org.casebook.search;

import java.util.List;
import org.casebook.fhir.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * One search as it came (R4 section 3.1.1), not yet understood.
 *
 * @param base the service base url that links start with, without a slash at the end
 * @param type the resource type that is searched; null: all types ({@code GET [base]?...}, {@code Patient/1/*})
 * @param compartment the resource in whose compartment is searched; null: no compartment
 * @param parameters name and value pairs, decoded, in the order in which they came: first those of the url, then those
 *     of a form
 * @param lenient {@code Prefer: handling=lenient}: what is not understood is left out and said so, not refused
 */
public record SearchRequest(
        String base,
        @Nullable String type,
        @Nullable ResourceKey compartment,
        List<Parameter> parameters,
        boolean lenient) {

    /** One name and value as they stand in the query, decoded. */
    public record Parameter(String name, String value) {}

    public SearchRequest {
        parameters = List.copyOf(parameters);
    }

    /** A search over one type. */
    public static SearchRequest ofType(String base, String type, List<Parameter> parameters) {
        return new SearchRequest(base, type, null, parameters, false);
    }

    /** A search over all types. */
    public static SearchRequest ofSystem(String base, List<Parameter> parameters) {
        return new SearchRequest(base, null, null, parameters, false);
    }

    /** The same request with another way to treat what is not understood. */
    public SearchRequest handledLeniently(boolean lenient) {
        return new SearchRequest(base, type, compartment, parameters, lenient);
    }
}
