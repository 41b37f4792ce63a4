package org.casebook.http;

import java.util.List;
import java.util.Set;
import org.casebook.http.Operation.Level;
import org.casebook.interaction.Expunge;

/** {@code $expunge}: versions removed for good, where an administrator allows it. */
public final class ExpungeProvider {
    private final Expunge expunge;

    public ExpungeProvider(Expunge expunge) {
        this.expunge = expunge;
    }

    public List<Operation> operations() {
        return List.of(new Operation(
                "expunge",
                "https://casebook.example/fhir/OperationDefinition/expunge",
                Set.of(Level.INSTANCE),
                Set.of(),
                true,
                this::run));
    }

    private FhirResponse run(FhirRequest request) {
        return FhirResponse.ok(new FhirResponse.Tree(
                request.path().length() == 5
                        ? expunge.version(request.key(), request.path().at(3))
                        : expunge.run(
                                request.key(),
                                Expunge.Extent.of(OperationInput.of(request).body()))));
    }
}
