package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.casebook.fhir.Json;

/** The text of a value attribute as the JSON value of its type; what does not fit stays text and fails the check. */
final class XmlValue {
    private static final int MAX_DIGITS = 1000;
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]{1,9})?");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*+)");

    private XmlValue() {}

    static JsonNode of(String type, String text) {
        return switch (type) {
            case "boolean" ->
                text.equals("true") || text.equals("false")
                        ? Json.NODES.booleanNode(text.equals("true"))
                        : Json.NODES.textNode(text);
            case "decimal" -> number(DECIMAL, text);
            case "integer", "unsignedInt", "positiveInt" -> number(INTEGER, text);
            default -> Json.NODES.textNode(text);
        };
    }

    private static JsonNode number(Pattern pattern, String text) {
        if (text.length() > MAX_DIGITS || !pattern.matcher(text).matches()) {
            return Json.NODES.textNode(text);
        }
        if (pattern == DECIMAL && !INTEGER.matcher(text).matches()) {
            return Json.NODES.numberNode(new BigDecimal(text));
        }
        BigInteger whole = new BigInteger(text);
        if (whole.bitLength() < Integer.SIZE) {
            return Json.NODES.numberNode(whole.intValue());
        }
        return whole.bitLength() < Long.SIZE ? Json.NODES.numberNode(whole.longValue()) : Json.NODES.numberNode(whole);
    }
}
