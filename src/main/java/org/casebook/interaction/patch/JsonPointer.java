package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 6901: the path of a value in a JSON document, with {@code ~1} for a slash and {@code ~0} for a tilde. */
record JsonPointer(String text, List<String> tokens) {

    static JsonPointer parse(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            throw PatchError.malformed("'" + text + "' is not a JSON Pointer: it must be empty or start with '/'");
        }
        List<String> tokens = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String token : text.substring(1).split("/", -1)) {
                tokens.add(unescape(token, text));
            }
        }
        return new JsonPointer(text, List.copyOf(tokens));
    }

    private static String unescape(String token, String text) {
        for (int at = token.indexOf('~'); at >= 0; at = token.indexOf('~', at + 1)) {
            if (at + 1 == token.length() || (token.charAt(at + 1) != '0' && token.charAt(at + 1) != '1')) {
                throw PatchError.malformed("'" + text + "' is not a JSON Pointer: write '~0' for a tilde");
            }
        }
        return token.replace("~1", "/").replace("~0", "~");
    }

    boolean isRoot() {
        return tokens.isEmpty();
    }

    String last() {
        return tokens.get(tokens.size() - 1);
    }

    boolean isProperPrefixOf(JsonPointer other) {
        return tokens.size() < other.tokens.size() && tokens.equals(other.tokens.subList(0, tokens.size()));
    }

    /** The value pointed to; null where there is none. */
    @Nullable
    JsonNode find(JsonNode document) {
        return walk(document, tokens.size());
    }

    /** The array or object that holds, or could hold, the value; null where there is none. */
    @Nullable
    JsonNode findParent(JsonNode document) {
        return walk(document, tokens.size() - 1);
    }

    private @Nullable JsonNode walk(JsonNode document, int steps) {
        JsonNode node = document;
        for (int i = 0; i < steps && node != null; i++) {
            node = child(node, tokens.get(i));
        }
        return node;
    }

    private static @Nullable JsonNode child(JsonNode node, String token) {
        if (node instanceof ArrayNode array) {
            int index = index(token);
            return index < 0 ? null : array.get(index);
        }
        return node.get(token);
    }

    /** The array index that a token stands for; -1 where it is none (RFC 6901: no sign, no leading zero). */
    static int index(String token) {
        if (token.isEmpty() || token.length() > 9 || (token.length() > 1 && token.charAt(0) == '0')) {
            return -1;
        }
        return token.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(token) : -1;
    }

    @Override
    public String toString() {
        return "'" + text + "'";
    }
}
