package org.casebook.interaction.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Carries out an entry as if it had come alone: reads, searches and operations. What it throws is the entry's failure.
 */
@FunctionalInterface
public interface Dispatcher {

    Answer dispatch(Request request);

    /**
     * One entry.
     *
     * @param url relative to the base, with its query
     * @param resource the body; null if there is none
     */
    record Request(
            String method,
            String url,
            @Nullable ObjectNode resource,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String ifModifiedSince,
            @Nullable String ifNoneExist) {}

    /**
     * What came of it.
     *
     * @param body the resource, the Bundle or the OperationOutcome in JSON; null if there is none
     */
    record Answer(
            int status,
            @Nullable String location,
            @Nullable String etag,
            @Nullable String lastModified,
            byte @Nullable [] body) {}
}
