package org.casebook.http;

import java.util.List;
import java.util.Set;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Everything;
import org.casebook.interaction.EverythingRequest;
import org.casebook.interaction.ResourceBundle;

/** {@code $everything} of a Patient, of all Patients, of an Encounter and of a Group. */
public final class EverythingProvider {
    private final Everything everything;

    public EverythingProvider(Everything everything) {
        this.everything = everything;
    }

    public List<Operation> operations() {
        return List.of(
                operation("Patient", Set.of(Level.TYPE, Level.INSTANCE)),
                operation("Encounter", Set.of(Level.INSTANCE)),
                operation("Group", Set.of(Level.INSTANCE)));
    }

    private Operation operation(String type, Set<Level> levels) {
        return new Operation(
                "everything",
                "http://hl7.org/fhir/OperationDefinition/" + type + "-everything",
                levels,
                Set.of(type),
                false,
                this::run);
    }

    private FhirResponse run(FhirRequest request) {
        OperationInput input = OperationInput.of(request, "start", "end", "_since", "_type", "_count", "_page");
        EverythingRequest asked = new EverythingRequest(
                request.base(),
                input.text("start").orElse(null),
                input.text("end").orElse(null),
                input.text("_since").orElse(null),
                input.texts("_type"),
                input.text("_count").orElse(null),
                input.text("_page").orElse(null));
        ResourceBundle bundle = request.path().length() == 2
                ? everything.ofAll(request.path().at(0), asked)
                : everything.run(request.key(), asked);
        return FhirResponse.ok(new FhirResponse.Bundled(bundle));
    }
}
