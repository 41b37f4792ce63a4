package org.casebook.interaction.bundle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.fhir.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * What the resources of a transaction are called inside the Bundle, and who they are on this server (R4 section 2.36.4,
 * resolving references in Bundles).
 */
final class Identities {
    private static final Pattern LINK = Pattern.compile("(\\b(?:href|src)\\s*=\\s*[\"'])([^\"']*)");
    private final Map<String, ResourceKey> byFullUrl = new HashMap<>();
    /** Resources that were sent without a fullUrl, by the id they were sent with. */
    private final Map<String, ResourceKey> bySentId = new HashMap<>();

    void add(RequestEntry entry, ResourceKey key) {
        if (entry.fullUrl() != null) {
            byFullUrl.put(entry.fullUrl(), key);
        }
        if (entry.resource() != null && entry.method() == Verb.POST) {
            String id = entry.resource().path("id").asText();
            if (!id.isEmpty()) {
                bySentId.putIfAbsent(entry.url().type() + "/" + id, key);
            }
        }
    }

    /** Whether a text can only mean an entry of the Bundle. */
    static boolean isPlaceholder(String text) {
        return text.startsWith("urn:uuid:") || text.startsWith("urn:oid:");
    }

    /**
     * Who a reference means.
     *
     * @param text as it was sent
     * @param from the fullUrl of the resource that it stands in; a relative reference is relative to it
     */
    Optional<ResourceKey> find(String text, @Nullable String from) {
        ResourceKey key = byFullUrl.get(text);
        if (key == null && text.indexOf(':') < 0) {
            String root = root(from);
            key = root == null ? null : byFullUrl.get(root + text);
            key = key == null ? bySentId.get(text) : key;
        }
        return Optional.ofNullable(key);
    }

    /** {@code http://a/fhir/} of {@code http://a/fhir/Patient/1}. */
    private static @Nullable String root(@Nullable String fullUrl) {
        if (fullUrl == null || fullUrl.startsWith("urn:")) {
            return null;
        }
        int id = fullUrl.lastIndexOf('/');
        int type = id < 0 ? -1 : fullUrl.lastIndexOf('/', id - 1);
        return type < 0 ? null : fullUrl.substring(0, type + 1);
    }

    /** The text with the identity instead of the placeholder; a fragment or version behind it stays. Null if it names nobody. */
    @Nullable
    String rewritten(String text, @Nullable String from) {
        Optional<ResourceKey> whole = find(text, from);
        if (whole.isPresent()) {
            return whole.get().toString();
        }
        int end = endOfName(text);
        return end == text.length()
                ? null
                : find(text.substring(0, end), from)
                        .map(key -> key + text.substring(end))
                        .orElse(null);
    }

    private static int endOfName(String text) {
        int end = text.length();
        for (char mark : new char[] {'#', '|'}) {
            int at = text.indexOf(mark);
            end = at > 0 && at < end ? at : end;
        }
        return end;
    }

    /** A narrative with the links in it rewritten; the same text if none of them names an entry. */
    String rewrittenNarrative(String xhtml, @Nullable String from) {
        Matcher attribute = LINK.matcher(xhtml);
        StringBuilder result = null;
        while (attribute.find()) {
            String target = rewritten(attribute.group(2), from);
            if (target != null) {
                result = result == null ? new StringBuilder() : result;
                attribute.appendReplacement(result, Matcher.quoteReplacement(attribute.group(1) + target));
            }
        }
        return result == null ? xhtml : attribute.appendTail(result).toString();
    }

    boolean isEmpty() {
        return byFullUrl.isEmpty() && bySentId.isEmpty();
    }
}
