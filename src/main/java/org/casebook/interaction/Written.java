package org.casebook.interaction;

import java.util.List;
import org.casebook.error.Issue;
import org.casebook.store.StoredResource;

/**
 * What a write did.
 *
 * @param issues warnings and information; a write with an error never gets this far
 */
public record Written(StoredResource stored, Effect effect, List<Issue> issues) {
    /** The ways in which a write can succeed. */
    public enum Effect {
        CREATED,
        UPDATED,
        /** The resource was the same already; no version was made. */
        UNCHANGED
    }

    /** 201 for a new resource, 200 otherwise. */
    public int status() {
        return effect == Effect.CREATED ? 201 : 200;
    }
}
