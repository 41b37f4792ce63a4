package org.casebook.fhir;

import java.util.Optional;

/** Tells references to this server's own resources from all others (R4 section 2.3.0.1). */
public final class LocalReference {
    private LocalReference() {}

    /**
     * The resource that a reference names on this server: {@code Patient/1}, {@code Patient/1/_history/2}, or either of
     * them behind the server's own address.
     *
     * @param base the server's address; empty if it is not known
     */
    public static Optional<ResourceKey> parse(String reference, String base) {
        String text = reference;
        if (!base.isEmpty() && text.startsWith(base) && text.startsWith("/", base.length())) {
            text = text.substring(base.length() + 1);
        }
        int slash = text.indexOf('/');
        if (slash < 1 || !Definitions.r4().isResourceType(text.substring(0, slash))) {
            return Optional.empty();
        }
        int end = endOfId(text, slash + 1);
        String id = text.substring(slash + 1, end);
        return ResourceIds.isValid(id) ? Optional.of(new ResourceKey(text.substring(0, slash), id)) : Optional.empty();
    }

    private static int endOfId(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '#' || c == '|') {
                return i;
            }
        }
        return text.length();
    }
}
