package org.casebook.interaction;

import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be true before its write happens (R4 section 3.1.0.5, managing resource contention).
 *
 * @param ifMatch a version, bare or as an ETag; {@code *}: only if there is such a resource
 * @param ifNoneMatch {@code *}: only if there is no such resource
 */
public record Preconditions(
        @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    public static final Preconditions NONE = new Preconditions(null, null);

    /** Throws a 412 that says what was expected and what is there. */
    public void require(ResourceKey key, Optional<StoredResource> current) {
        Optional<StoredResource> living = current.filter(stored -> !stored.deleted());
        if (ifMatch != null && ifMatch.trim().equals("*")) {
            if (living.isEmpty()) {
                throw failed("If-Match: * asks that " + key + " exist, but it does not.");
            }
        } else if (ifMatch != null) {
            String actual =
                    living.map(stored -> Long.toString(stored.version())).orElse("none");
            if (!actual.equals(version(ifMatch))) {
                throw failed("If-Match asks for version " + version(ifMatch) + " of " + key
                        + ", its current version is " + actual + "; read it and send your change again.");
            }
        }
        if (ifNoneMatch != null && living.isPresent()) {
            long version = living.get().version();
            if (ifNoneMatch.trim().equals("*") || version(ifNoneMatch).equals(Long.toString(version))) {
                throw failed("If-None-Match asks that " + key + " not exist, but it does, at version " + version + ".");
            }
        }
    }

    /** {@code W/"3"}, {@code "3"} and {@code 3} name the same version. */
    static String version(String etag) {
        String text = etag.trim();
        text = text.startsWith("W/") ? text.substring(2) : text;
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static CasebookException failed(String text) {
        return new CasebookException(ErrorCategory.PRECONDITION_FAILED, text);
    }
}
