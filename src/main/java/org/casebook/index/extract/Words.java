package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.casebook.index.TextValue;
import org.jspecify.annotations.Nullable;

/** The words of a resource for {@code _content}, and of its narrative for {@code _text} (R4 section 3.1.1.4.3). */
public final class Words {

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

    /** The words of every text, the narrative included, but not of encoded data. */
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
            boolean encoded = attachment && name.equals("data");
            if (!encoded && !name.equals("resourceType")) {
                leafOrBranch(name, field.getValue(), words);
            }
        }
    }

    private static void leafOrBranch(String name, JsonNode value, WordCollector words) {
        if (value.isContainerNode()) {
            walk(value, words);
        } else if (name.equals("div")) {
            words.xhtml(value.asText());
        } else if (!value.isNull() && !value.isBoolean()) {
            words.text(value.asText());
        }
    }
}
