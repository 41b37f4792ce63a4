package org.casebook.http;

import java.util.List;
import java.util.Set;
import org.casebook.http.Operation.Level;

/** {@code $convert} (R4 Resource operations): the resource that was sent, in the format that the client accepts. */
public final class ConvertProvider {

    public List<Operation> operations() {
        return List.of(new Operation(
                "convert",
                "http://hl7.org/fhir/OperationDefinition/Resource-convert",
                Set.of(Level.SYSTEM),
                Set.of(),
                false,
                request -> FhirResponse.ok(new FhirResponse.Tree(ResourceBody.readAny(request)))));
    }
}
