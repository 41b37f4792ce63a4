package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** FHIRPath Patch (R4 section 3.1.6, fhirpatch): a Parameters resource with one {@code operation} after another. */
public final class FhirPathPatch implements PatchDocument {
    private final List<FhirPathOperation> operations;

    private FhirPathPatch(List<FhirPathOperation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** Reads the operations; every fault that does not depend on a resource is found here. */
    public static FhirPathPatch parse(ObjectNode parameters) {
        if (!parameters.path("resourceType").asText().equals("Parameters")) {
            throw PatchError.malformed("A FHIRPath Patch is a Parameters resource; found '"
                    + parameters.path("resourceType").asText() + "'");
        }
        List<FhirPathOperation> operations = new ArrayList<>();
        int number = 0;
        for (JsonNode parameter : parameters.path("parameter")) {
            operations.add(FhirPathOperation.of(parameter, "Parameters.parameter[" + number++ + "]"));
        }
        return new FhirPathPatch(operations);
    }

    @Override
    public ObjectNode apply(ObjectNode resource) {
        ObjectNode result = resource.deepCopy();
        operations.forEach(operation -> operation.apply(result));
        return result;
    }
}
