package org.casebook.http;

import java.util.List;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.LastN;
import org.casebook.search.SearchRequest;

/** {@code Observation/$lastn}. */
public final class LastNProvider {
    private static final Set<String> NOT_CRITERIA = Set.of("max", "_format", "_pretty", "_summary", "_elements");
    private final LastN lastN;

    public LastNProvider(LastN lastN) {
        this.lastN = lastN;
    }

    public List<Operation> operations() {
        return List.of(new Operation(
                "lastn",
                "http://hl7.org/fhir/OperationDefinition/Observation-lastn",
                Set.of(Level.TYPE),
                Set.of("Observation"),
                false,
                this::run));
    }

    private FhirResponse run(FhirRequest request) {
        FhirRequest asked = request.method().equals("POST") ? posted(request) : request;
        List<SearchRequest.Parameter> criteria = asked.parameters().stream()
                .filter(p -> !NOT_CRITERIA.contains(p.name()))
                .map(p -> new SearchRequest.Parameter(p.name(), p.value()))
                .toList();
        String query = request.query();
        String self = request.base() + "/Observation/$lastn" + (query == null ? "" : "?" + query);
        return FhirResponse.ok(new FhirResponse.Bundled(lastN.run(request.base(), self, max(asked), criteria)));
    }

    /** Criteria come as parameters of the operation, or in a form as to a search. */
    private static FhirRequest posted(FhirRequest request) {
        boolean resource =
                request.header("Content-Type").flatMap(Format::ofContentType).isPresent();
        return resource
                ? request.withForm(
                        OperationInput.of(request.withBody(request.body().get()))
                                .sent())
                : Form.of(request);
    }

    private static int max(FhirRequest request) {
        String max = request.parameter("max").orElse("1");
        try {
            int number = Integer.parseUnsignedInt(max);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CasebookException(
                ErrorCategory.INVALID, IssueType.VALUE, "max must be a whole number from 1; found '" + max + "'.");
    }
}
