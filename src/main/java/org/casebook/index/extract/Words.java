package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.casebook.index.TextValue;
import org.jspecify.annotations.Nullable;

/** The words of a resource for {@code _content}, and of its narrative for {@code _text} (R4 section 3.1.1.4.3). */
public final class Words {

    private static final Set<String> NO_TEXT =
            Set.of("resourceType", "id", "versionId", "lastUpdated", "reference", "system", "url", "profile");
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+)?)?)?)?|[0-9]{2}:[0-9]{2}:[0-9.]+");

    private Words() {}

    /** The words of the narrative; null where there is none. */
    public static @Nullable TextValue narrative(ObjectNode resource) {
        JsonNode div = resource.path("text").get("div");
        if (div == null) {
            return null;
        }
        WordCollector words = new WordCollector();
        words.xhtml(div.asText());
        return new TextValue(words.words());
    }

    /**
     * The words of every text, the narrative included. What is no text is left out, it has parameters of its own: numbers,
     * times, references, urls, the ids and versions of the resource, and encoded data.
     */
    public static TextValue content(ObjectNode resource) {
        WordCollector words = new WordCollector();
        walk(resource, words);
        return new TextValue(words.words());
    }

    private static void walk(JsonNode node, WordCollector words) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leafOrBranch("", node.get(i), words);
            }
            return;
        }
        boolean attachment = node.has("contentType");
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isContainerNode() || !NO_TEXT.contains(name) && !(attachment && name.equals("data"))) {
                leafOrBranch(name, value, words);
            }
        }
    }

    private static void leafOrBranch(String name, JsonNode value, WordCollector words) {
        if (value.isContainerNode()) {
            walk(value, words);
        } else if (name.equals("div")) {
            words.xhtml(value.asText());
        } else if (value.isTextual() && isText(value.textValue())) {
            words.text(value.textValue());
        }
    }

    private static boolean isText(String value) {
        boolean url = value.startsWith("urn:") || value.contains("://") && value.indexOf(' ') < 0;
        return !url && !(startsWithDigit(value) && TIME.matcher(value).matches());
    }

    private static boolean startsWithDigit(String value) {
        return !value.isEmpty() && value.charAt(0) >= '0' && value.charAt(0) <= '9';
    }
}
