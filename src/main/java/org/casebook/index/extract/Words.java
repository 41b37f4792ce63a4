package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.casebook.index.Folding;
import org.casebook.index.TextValue;

/** The words of a resource for {@code _content}, and of its narrative for {@code _text} (R4 section 3.1.1.4.3). */
public final class Words {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(?:#x?)?\\w{1,8};");

    private Words() {}

    /** The words of the narrative. */
    public static TextValue narrative(ObjectNode resource) {
        Set<String> words = new LinkedHashSet<>();
        xhtml(resource.path("text").path("div").asText(""), words);
        return new TextValue(new ArrayList<>(words));
    }

    /** The words of every text, the narrative included, but not of encoded data. */
    public static TextValue content(ObjectNode resource) {
        Set<String> words = new LinkedHashSet<>();
        walk(resource, words);
        return new TextValue(new ArrayList<>(words));
    }

    private static void walk(JsonNode node, Set<String> words) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leafOrBranch("", node.get(i), words);
            }
            return;
        }
        boolean attachment = node.has("contentType");
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            boolean encoded = attachment && name.equals("data");
            if (!encoded && !name.equals("resourceType")) {
                leafOrBranch(name, field.getValue(), words);
            }
        }
    }

    private static void leafOrBranch(String name, JsonNode value, Set<String> words) {
        if (value.isContainerNode()) {
            walk(value, words);
        } else if (name.equals("div")) {
            xhtml(value.asText(), words);
        } else if (!value.isNull() && !value.isBoolean()) {
            words.addAll(Folding.words(value.asText()));
        }
    }

    private static void xhtml(String div, Set<String> words) {
        String text = ENTITY.matcher(TAG.matcher(div).replaceAll(" ")).replaceAll(m -> character(m.group()));
        words.addAll(Folding.words(text));
    }

    /** A character reference of XHTML; another entity separates words. */
    private static String character(String entity) {
        try {
            String name = entity.substring(1, entity.length() - 1);
            int code = name.startsWith("#x")
                    ? Integer.parseInt(name.substring(2), 16)
                    : name.startsWith("#") ? Integer.parseInt(name.substring(1)) : ' ';
            return Character.isLetterOrDigit(code) ? Character.toString(code) : " ";
        } catch (IllegalArgumentException e) {
            return " ";
        }
    }
}
