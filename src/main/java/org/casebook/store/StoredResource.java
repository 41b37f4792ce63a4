package org.casebook.store;

import java.time.Instant;
import org.casebook.fhir.ResourceKey;

/**
 * One version of a resource.
 *
 * @param pid the number that names the resource in every table, for life
 * @param version counts from 1
 * @param content the JSON as it goes on the wire; empty for a deletion. Not copied: nobody changes it.
 */
public record StoredResource(
        long pid, ResourceKey key, long version, Instant lastUpdated, Method method, byte[] content) {

    /** Whether this version says that the resource is no more. */
    public boolean deleted() {
        return method == Method.DELETE;
    }
}
