package org.casebook.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;
import org.casebook.fhir.ResourceKey;

/** Where validation learns of resources other than the one in hand: a store, a folder of files, or the shipped case. */
@FunctionalInterface
public interface ReferenceResolver {

    /** The current version of a resource; empty if there is none or it is deleted. */
    Optional<ObjectNode> resolve(ResourceKey key);

    /** This one first, then the other. */
    default ReferenceResolver or(ReferenceResolver other) {
        return key -> resolve(key).or(() -> other.resolve(key));
    }

    /** Looks among resources in hand. */
    static ReferenceResolver among(Collection<ObjectNode> resources) {
        return key -> resources.stream()
                .filter(r -> r.path("id").asText().equals(key.id())
                        && r.path("resourceType").asText().equals(key.type()))
                .findFirst();
    }
}
