package org.casebook.interaction.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a batch or transaction.
 *
 * @param index its place in the Bundle
 * @param fullUrl what other entries call its resource; null if it has no name
 * @param resource the resource, or for PATCH the patch; null if there is none
 */
record RequestEntry(
        int index,
        Verb method,
        EntryUrl url,
        @Nullable String fullUrl,
        @Nullable ObjectNode resource,
        Conditions conditions) {

    /** {@code Bundle.entry.request}, the parts that are headers of a single request. */
    record Conditions(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String ifModifiedSince,
            @Nullable String ifNoneExist) {}

    /** FHIRPath of the entry, or of what is inside. */
    String path(String rest) {
        return "Bundle.entry[" + index + "]" + rest;
    }

    /** The resource of an entry whose method needs one; that it is there was checked when the Bundle was read. */
    ObjectNode content() {
        return Objects.requireNonNull(resource, path(".resource"));
    }

    boolean isWrite() {
        return !method.isRead() && !url.isOperation();
    }
}
