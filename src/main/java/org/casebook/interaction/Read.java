package org.casebook.interaction;

import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/** R4 section 3.1.0.2: the current version of a resource. */
public final class Read {
    private final ResourceStore store;

    public Read(ResourceStore store) {
        this.store = store;
    }

    /** The current version; 404 if it never existed, 410 if it has been deleted. */
    public StoredResource run(ResourceKey key) {
        StoredResource current = store.read(session -> session.current(key)).orElseThrow(() -> unknown(key));
        if (current.deleted()) {
            throw gone(current);
        }
        return current;
    }

    static CasebookException unknown(ResourceKey key) {
        return new CasebookException(ErrorCategory.NOT_FOUND, key + " is not known on this server.");
    }

    static CasebookException gone(StoredResource deleted) {
        return new CasebookException(
                ErrorCategory.GONE,
                deleted.key() + " was deleted at " + deleted.lastUpdated() + "; " + deleted.key()
                        + "/_history has its earlier versions.");
    }
}
