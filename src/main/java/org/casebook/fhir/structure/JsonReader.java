package org.casebook.fhir.structure;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.casebook.fhir.Json;

/** Reads a tree and notices names that come twice in an object, which Jackson's own reader does not. */
final class JsonReader {
    private final JsonParser parser;
    private boolean duplicates;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    record Tree(JsonNode root, boolean duplicates) {}

    static Tree read(byte[] utf8) throws IOException {
        try (JsonParser parser = Json.parser(utf8)) {
            JsonReader reader = new JsonReader(parser);
            parser.nextToken();
            JsonNode root = reader.value();
            if (parser.nextToken() != null) {
                throw new JsonParseException(
                        parser, "there is text after the end of the JSON value", parser.currentTokenLocation());
            }
            return new Tree(root, reader.duplicates);
        }
    }

    private JsonNode value() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonParseException(parser, "there is no JSON value", parser.currentLocation());
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> Json.NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> number();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> Json.NODES.booleanNode(true);
            case VALUE_FALSE -> Json.NODES.booleanNode(false);
            default -> Json.NODES.nullNode();
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = Json.NODES.objectNode();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            parser.nextToken();
            if (object.replace(name, value()) != null) {
                duplicates = true;
            }
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = Json.NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    /** Java's decimals have exponents of 32 bits. */
    private JsonNode decimal() throws IOException {
        try {
            return Json.NODES.numberNode(parser.getDecimalValue());
        } catch (NumberFormatException e) {
            throw new JsonParseException(
                    parser, "the exponent of a number is out of range", parser.currentTokenLocation(), e);
        }
    }

    private JsonNode number() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> Json.NODES.numberNode(parser.getIntValue());
            case LONG -> Json.NODES.numberNode(parser.getLongValue());
            default -> Json.NODES.numberNode(parser.getBigIntegerValue());
        };
    }
}
