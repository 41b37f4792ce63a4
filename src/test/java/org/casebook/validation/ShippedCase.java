package org.casebook.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.casebook.fhir.ResourceKey;

/** What a server with the shipped case and definitions holds, and a validator over it that the tests share. */
public final class ShippedCase {
    private static final class Shared {
        static final Validator VALIDATOR =
                Validator.shipped(new Validator.Limits(1, 1000, java.time.Duration.ofMinutes(5)));
    }

    private final Map<ResourceKey, ObjectNode> resources = new HashMap<>();

    public ShippedCase() {
        CaseLibrary.shipped().caseResources("vitale-2009").forEach(this::put);
        CaseLibrary.shipped().definitions().forEach(this::put);
    }

    public static Validator validator() {
        return Shared.VALIDATOR;
    }

    public void put(ObjectNode resource) {
        resources.put(
                new ResourceKey(
                        resource.path("resourceType").asText(),
                        resource.path("id").asText()),
                resource);
    }

    /** A copy that the test may change. */
    public ObjectNode get(String reference) {
        String[] parts = reference.split("/");
        return resources.get(new ResourceKey(parts[0], parts[1])).deepCopy();
    }

    public ReferenceResolver resolver() {
        return key -> Optional.ofNullable(resources.get(key));
    }
}
