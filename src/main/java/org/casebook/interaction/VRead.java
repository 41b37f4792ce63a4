package org.casebook.interaction;

import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/** R4 section 3.1.0.3: one version of a resource. */
public final class VRead {
    private final ResourceStore store;

    public VRead(ResourceStore store) {
        this.store = store;
    }

    /** The version; 404 if there is none, 410 if it is the resource's deletion. */
    public StoredResource run(ResourceKey key, String versionId) {
        StoredResource version = store.read(session -> session.version(key, number(key, versionId)))
                .orElseThrow(() -> unknown(key, versionId));
        if (version.deleted()) {
            throw new CasebookException(
                    ErrorCategory.GONE,
                    "Version " + versionId + " of " + key + " is its deletion at " + version.lastUpdated() + ".");
        }
        return version;
    }

    static long number(ResourceKey key, String versionId) {
        try {
            return Long.parseLong(versionId);
        } catch (NumberFormatException e) {
            throw unknown(key, versionId);
        }
    }

    static CasebookException unknown(ResourceKey key, String versionId) {
        return new CasebookException(
                ErrorCategory.NOT_FOUND,
                key + " has no version '" + versionId + "'; " + key + "/_history lists those it has.");
    }
}
