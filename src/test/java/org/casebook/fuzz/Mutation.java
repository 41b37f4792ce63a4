package org.casebook.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes to trees and to text. */
final class Mutation {
    private static final String[] SCRAPS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "null",
        "1e999999999",
        "-",
        "/*",
        "//",
        "'",
        "NaN",
        "\uFEFF",
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&",
        "&x;",
        "&#0;",
        "&#x110000;",
        "<!DOCTYPE x>",
        "<?xml version=\"1.1\"?>",
        "<?p?>",
        "xmlns=\"\"",
        "xmlns:x=\"y\"",
        "=\"",
        "\0",
        "(",
        ")",
        "and",
        "or",
        "$",
        "|"
    };

    private Mutation() {}

    /** A copy of the tree with some places changed. */
    static ObjectNode tree(Chance chance, ObjectNode original, List<ObjectNode> others) {
        ObjectNode copy = original.deepCopy();
        for (int n = chance.few(); n > 0; n--) {
            List<JsonNode> places = new ArrayList<>();
            collect(copy, places);
            JsonNode place = chance.of(places);
            if (place instanceof ObjectNode object) {
                change(chance, object, others);
            } else {
                change(chance, (ArrayNode) place, others);
            }
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        places.add(node);
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                collect(child, places);
            }
        }
    }

    private static void change(Chance chance, ObjectNode object, List<ObjectNode> others) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() || chance.in(15) ? Odd.name(chance) : chance.of(names);
        JsonNode value = object.get(name);
        switch (chance.below(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(Odd.name(chance), value);
            case 2 -> object.set(name, orNull(value).isArray() ? orNull(value).path(0) : array(orNull(value)));
            case 3 -> object.set("_" + name, Odd.value(chance));
            case 4 -> object.set(name, piece(chance, others));
            default -> object.set(name, Odd.value(chance));
        }
    }

    private static void change(Chance chance, ArrayNode array, List<ObjectNode> others) {
        if (array.isEmpty() || chance.in(20)) {
            array.add(Odd.value(chance));
            return;
        }
        int at = chance.below(array.size());
        switch (chance.below(5)) {
            case 0 -> array.remove(at);
            case 1 -> array.add(array.get(at).deepCopy());
            case 2 -> array.set(at, piece(chance, others));
            default -> array.set(at, Odd.value(chance));
        }
    }

    private static JsonNode orNull(JsonNode value) {
        return value == null ? org.casebook.fhir.Json.NODES.nullNode() : value;
    }

    private static ArrayNode array(JsonNode value) {
        ArrayNode array = org.casebook.fhir.Json.NODES.arrayNode();
        array.add(value);
        return array;
    }

    /** A part of another resource. */
    private static JsonNode piece(Chance chance, List<ObjectNode> others) {
        List<JsonNode> places = new ArrayList<>();
        collect(chance.of(others), places);
        return chance.of(places).deepCopy();
    }

    /** The bytes with some of them changed, cut off, repeated or put in. */
    static byte[] bytes(Chance chance, byte[] original) {
        byte[] bytes = original;
        for (int n = chance.few(); n > 0 && bytes.length > 0; n--) {
            int at = chance.below(bytes.length);
            bytes = switch (chance.below(6)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> {
                    byte[] flipped = bytes.clone();
                    flipped[at] = (byte) chance.below(256);
                    yield flipped;
                }
                case 2 -> cut(bytes, at, Math.min(bytes.length, at + 1 + chance.below(40)));
                case 3 -> {
                    int end = Math.min(bytes.length, at + 1 + chance.below(200));
                    yield insert(bytes, at, Arrays.copyOfRange(bytes, at, end));
                }
                case 4 -> insert(bytes, at, Odd.text(chance).getBytes(StandardCharsets.UTF_8));
                default -> insert(bytes, at, chance.of(SCRAPS).getBytes(StandardCharsets.UTF_8));
            };
        }
        return bytes;
    }

    static String text(Chance chance, String original) {
        return new String(bytes(chance, original.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        left.write(bytes, 0, from);
        left.write(bytes, to, bytes.length - to);
        return left.toByteArray();
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(bytes, 0, at);
        longer.writeBytes(more);
        longer.write(bytes, at, bytes.length - at);
        return longer.toByteArray();
    }
}
