package org.casebook.search;

import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a page.
 *
 * @param resource the resource; for a contained one ({@code _containedType=contained}) its own content under the key of
 *     its container
 * @param mode why it is here
 * @param contained the id inside its container when the entry is a contained resource: fullUrl then ends with
 *     {@code #id}; else null
 * @param distance for {@code near}: how many metres away the nearest matching place is; else null
 */
public record SearchEntry(
        StoredResource resource,
        Mode mode,
        @Nullable String contained,
        @Nullable Double distance) {

    /** R4 value set search-entry-mode; an outcome is no resource, see {@link SearchResult#issues}. */
    public enum Mode {
        MATCH,
        INCLUDE
    }

    static SearchEntry match(StoredResource resource) {
        return new SearchEntry(resource, Mode.MATCH, null, null);
    }

    static SearchEntry include(StoredResource resource) {
        return new SearchEntry(resource, Mode.INCLUDE, null, null);
    }
}
