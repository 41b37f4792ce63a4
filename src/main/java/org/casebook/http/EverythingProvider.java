package org.casebook.http;

import java.util.List;
import java.util.Set;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Everything;
import org.casebook.interaction.EverythingRequest;

/** {@code $everything} of Patient, Encounter and Group. */
public final class EverythingProvider {
    private final Everything everything;

    public EverythingProvider(Everything everything) {
        this.everything = everything;
    }

    public List<Operation> operations() {
        return List.of(operation("Patient"), operation("Encounter"), operation("Group"));
    }

    private Operation operation(String type) {
        return new Operation(
                "everything",
                "http://hl7.org/fhir/OperationDefinition/" + type + "-everything",
                Set.of(Level.INSTANCE),
                Set.of(type),
                false,
                this::run);
    }

    private FhirResponse run(FhirRequest request) {
        OperationInput input = OperationInput.of(request);
        EverythingRequest asked = new EverythingRequest(
                request.base(),
                input.text("start").orElse(null),
                input.text("end").orElse(null),
                input.text("_since").orElse(null),
                input.texts("_type"),
                input.text("_count").orElse(null),
                input.text("_page").orElse(null));
        return FhirResponse.ok(new FhirResponse.Bundled(everything.run(request.key(), asked)));
    }
}
