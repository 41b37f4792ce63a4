package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ResourceStore;
import org.casebook.validation.ReferenceResolver;

/** References lead to what the store holds now. */
public final class StoredReferences implements ReferenceResolver {
    private final ResourceStore store;

    public StoredReferences(ResourceStore store) {
        this.store = store;
    }

    @Override
    public Optional<ObjectNode> resolve(ResourceKey key) {
        return store.read(session -> session.current(key))
                .filter(stored -> !stored.deleted())
                .map(stored -> Json.stored(stored.content()));
    }
}
