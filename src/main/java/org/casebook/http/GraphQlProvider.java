package org.casebook.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.graphql.GraphQl;
import org.hl7.fhir.utilities.graphql.Package;

/** {@code $graphql} at the base and on a resource (R4 section 3.1.7). */
public final class GraphQlProvider {
    private final GraphQl graphQl;

    public GraphQlProvider(GraphQl graphQl) {
        this.graphQl = graphQl;
    }

    public List<Operation> operations() {
        return List.of(new Operation(
                "graphql",
                "http://hl7.org/fhir/OperationDefinition/Resource-graphql",
                Set.of(Level.SYSTEM, Level.INSTANCE),
                Set.of(),
                false,
                this::run));
    }

    private FhirResponse run(FhirRequest request) {
        ResourceKey focus = request.path().length() == 1 ? null : request.key();
        byte[] answer = graphQl.run(request.base(), query(request), focus);
        return FhirResponse.ok(new FhirResponse.Raw("application/json;charset=utf-8", answer));
    }

    private static Package query(FhirRequest request) {
        var parameter = request.parameter("query");
        if (parameter.isPresent()) {
            return GraphQl.parse(parameter.get());
        }
        byte[] body = request.body().get();
        if (body.length == 0) {
            throw new CasebookException(
                    ErrorCategory.INVALID, "$graphql needs a query: in the parameter 'query', or in the body.");
        }
        String contentType = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return contentType.startsWith("application/json")
                ? GraphQl.parseJson(body)
                : GraphQl.parse(new String(body, StandardCharsets.UTF_8));
    }
}
