package org.casebook.interaction;

import org.jspecify.annotations.Nullable;

/**
 * One entry of an answer (R4 section 2.36, Bundle.entry).
 *
 * @param fullUrl absolute address of the resource
 * @param resource JSON as it is stored, not copied
 * @param searchMode match, include or outcome in a searchset
 * @param method HTTP method in a history
 * @param url relative address that the method was used on, in a history
 * @param response what a transaction, batch or history says of the entry
 */
public record BundleEntry(
        @Nullable String fullUrl,
        byte @Nullable [] resource,
        @Nullable String searchMode,
        @Nullable String method,
        @Nullable String url,
        @Nullable EntryResponse response) {

    /** {@code Bundle.entry.response}; outcome is an OperationOutcome in JSON. */
    public record EntryResponse(
            String status,
            @Nullable String location,
            @Nullable String etag,
            @Nullable String lastModified,
            byte @Nullable [] outcome) {}

    /** A hit of a search, or a resource that was included with it, or the search's outcome. */
    public static BundleEntry searched(@Nullable String fullUrl, byte[] resource, String mode) {
        return new BundleEntry(fullUrl, resource, mode, null, null, null);
    }

    /** A member of a document or a collection. */
    public static BundleEntry member(String fullUrl, byte[] resource) {
        return new BundleEntry(fullUrl, resource, null, null, null, null);
    }
}
