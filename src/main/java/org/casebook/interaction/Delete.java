package org.casebook.interaction;

import java.util.Optional;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/** R4 section 3.1.0.7: the resource is gone for reads and searches; its history stays. */
public final class Delete {
    private final ResourceStore store;

    public Delete(ResourceStore store) {
        this.store = store;
    }

    /** The deletion's version; empty if there was nothing to delete, which R4 counts as success too. */
    public Optional<StoredResource> run(ResourceKey key, Preconditions preconditions) {
        return store.write(unit -> {
            preconditions.require(key, unit.current(key));
            return unit.delete(key);
        });
    }
}
