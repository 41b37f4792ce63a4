package org.casebook.http;

import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Document;
import org.casebook.interaction.Written;

/** {@code Composition/[id]/$document} and {@code Composition/$document?id=}, which may be asked to keep the document as a Bundle. */
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
                Set.of(Level.TYPE, Level.INSTANCE),
                Set.of("Composition"),
                false,
                this::document);
    }

    private FhirResponse document(FhirRequest request) {
        OperationInput input = OperationInput.of(request, "id", "persist");
        String id = request.path().length() == 2
                ? asked(request, input)
                : request.path().at(1);
        return switch (input.text("persist").orElse("false")) {
            case "true" -> persisted(request, document.persist(id, request.base()));
            case "false" -> FhirResponse.ok(new FhirResponse.Tree(document.run(id, request.base())));
            default -> throw new CasebookException(ErrorCategory.INVALID, "persist must be true or false.");
        };
    }

    /** R4 lets {@code id} also be the address of a Composition on another server; nobody is asked here but this one. */
    private static String asked(FhirRequest request, OperationInput input) {
        String id = input.text("id")
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.INVALID,
                        IssueType.REQUIRED,
                        "Composition/$document needs the parameter 'id': which Composition?"));
        if (id.indexOf('/') < 0) {
            return id;
        }
        return LocalReference.parse(id, request.base())
                .filter(key -> key.type().equals("Composition"))
                .map(ResourceKey::id)
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.INVALID,
                        IssueType.NOT_SUPPORTED,
                        "'" + id + "' is no Composition of this server; documents are made of those only."));
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
