package org.casebook.interaction.bundle;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.casebook.fhir.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code Bundle.entry.request.url}: relative to the base, as R4 has it, or absolute below it.
 *
 * @param text without the base and without a slash in front
 * @param type the first segment; empty if there is none
 * @param id the second segment; empty if there is none
 * @param rest what follows, with its slash; empty if nothing does
 * @param query what follows the question mark; null if there is none
 */
record EntryUrl(
        String text,
        String type,
        String id,
        String rest,
        @Nullable String query) {

    /** Empty where a percent escape is broken. */
    static Optional<EntryUrl> parse(String url, String base) {
        try {
            return Optional.of(parsed(url, base));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static EntryUrl parsed(String url, String base) {
        String text = relative(url, base);
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        String[] segments = path.split("/", 3);
        return new EntryUrl(
                text,
                decode(segments[0]),
                segments.length > 1 ? decode(segments[1]) : "",
                segments.length > 2 && !segments[2].isEmpty() ? "/" + segments[2] : "",
                question < 0 ? null : text.substring(question + 1));
    }

    private static String relative(String url, String base) {
        String text = url.strip();
        if (!base.isEmpty() && text.startsWith(base)) {
            text = text.substring(base.length());
        }
        return text.startsWith("/") ? text.substring(1) : text;
    }

    private static String decode(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    boolean isInstance() {
        return !type.isEmpty() && !id.isEmpty() && rest.isEmpty() && query == null && !isOperation();
    }

    boolean isType() {
        return !type.isEmpty() && id.isEmpty() && rest.isEmpty() && query == null && !isOperation();
    }

    boolean isConditional() {
        return !type.isEmpty() && id.isEmpty() && rest.isEmpty() && query != null && !isOperation();
    }

    /** An operation or a search by POST: nothing that writes a resource of the entry. */
    boolean isOperation() {
        return text.startsWith("$")
                || text.contains("/$")
                || type.equals("_search")
                || id.equals("_search")
                || rest.endsWith("/_search");
    }

    ResourceKey key() {
        return new ResourceKey(type, id);
    }
}
