package org.casebook.http;

import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Document;
import org.casebook.interaction.Written;

/** {@code Composition/[id]/$document}, which may be asked to keep the document as a Bundle. */
public final class DocumentProvider {
    private final Document document;

    public DocumentProvider(Document document) {
        this.document = document;
    }

    /** What the router and the CapabilityStatement need. */
    public Operation operation() {
        return new Operation(
                "document",
                "http://hl7.org/fhir/OperationDefinition/Composition-document",
                Set.of(Level.INSTANCE),
                Set.of("Composition"),
                false,
                this::document);
    }

    private FhirResponse document(FhirRequest request) {
        String id = request.path().at(1);
        return switch (persist(request)) {
            case "true" -> persisted(request, document.persist(id, request.base()));
            case "false" -> FhirResponse.ok(new FhirResponse.Tree(document.run(id, request.base())));
            default -> throw new CasebookException(ErrorCategory.INVALID, "persist must be true or false.");
        };
    }

    /** In the address, or in a body of Parameters. */
    private static String persist(FhirRequest request) {
        return request.parameter("persist").orElseGet(() -> {
            byte[] body = request.isGet() ? new byte[0] : request.body().get();
            if (body.length > 0) {
                var parameters = ResourceBody.read(request.withBody(body), "Parameters");
                for (var parameter : parameters.path("parameter")) {
                    if (parameter.path("name").asText().equals("persist")) {
                        return parameter.path("valueBoolean").asText();
                    }
                }
            }
            return "false";
        });
    }

    private static FhirResponse persisted(FhirRequest request, Written written) {
        return FhirResponse.ok(
                        new FhirResponse.Tree(Json.stored(written.stored().content())))
                .with(
                        "Location",
                        request.url(written.stored().key()) + "/_history/"
                                + written.stored().version());
    }
}
