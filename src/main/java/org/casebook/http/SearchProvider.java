package org.casebook.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.BundleEntry;
import org.casebook.interaction.ResourceBundle;
import org.casebook.search.Search;
import org.casebook.search.SearchEntry;
import org.casebook.search.SearchRequest;
import org.casebook.search.SearchResult;
import org.jspecify.annotations.Nullable;

/** Search of a type, of all types and of compartments, by GET and by POST. */
public final class SearchProvider {
    private final Search search;

    public SearchProvider(Search search) {
        this.search = search;
    }

    FhirResponse type(FhirRequest request) {
        return answer(request, request.path().at(0), null);
    }

    FhirResponse system(FhirRequest request) {
        return answer(request, null, null);
    }

    /** {@code Patient/1/Observation}, {@code Patient/1/*}, and {@code Patient/1/_search} for the latter by POST. */
    FhirResponse compartment(FhirRequest request) {
        String type = request.path().at(2);
        boolean all = type.equals("*") || type.equals("_search");
        return answer(request, all ? null : type, request.key());
    }

    private FhirResponse answer(FhirRequest request, @Nullable String type, @Nullable ResourceKey compartment) {
        List<SearchRequest.Parameter> parameters = request.parameters().stream()
                // R4 section 3.1.1.3: empty parameters are not an error, they are just ignored.
                .filter(p -> !p.value().isEmpty())
                .map(p -> new SearchRequest.Parameter(p.name(), p.value()))
                .toList();
        SearchResult result = search.run(new SearchRequest(
                request.base(), type, compartment, parameters, request.prefer().lenient()));
        return FhirResponse.ok(new FhirResponse.Bundled(bundle(request.base(), result)));
    }

    private static ResourceBundle bundle(String base, SearchResult result) {
        List<BundleEntry> entries = new ArrayList<>(result.entries().size() + 1);
        for (SearchEntry entry : result.entries()) {
            entries.add(entry(base, entry));
        }
        if (!result.issues().isEmpty()) {
            entries.add(BundleEntry.searched(null, Json.write(OperationOutcomes.of(result.issues())), "outcome"));
        }
        return new ResourceBundle(
                "searchset",
                result.total(),
                result.links().stream()
                        .map(link -> new ResourceBundle.Link(link.relation(), link.url()))
                        .toList(),
                entries);
    }

    private static BundleEntry entry(String base, SearchEntry entry) {
        String url = base + "/" + entry.resource().key();
        String fullUrl = entry.contained() == null ? url : url + "#" + entry.contained();
        return BundleEntry.searched(
                fullUrl, entry.resource().content(), entry.mode().name().toLowerCase(Locale.ROOT));
    }
}
