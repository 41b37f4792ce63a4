package org.casebook.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.casebook.fhir.Json;

/** Values that have broken servers before. */
final class Odd {
    private static final String[] TEXTS = {
        "",
        " ",
        "\u0000",
        "a\u0000b",
        "\uD800",
        "\uD83D\uDE00",
        "é",
        "ﬁ",
        "ß",
        "\u202E",
        "\uFEFF",
        "\r\nX: y",
        "\t",
        "<script>alert(1)</script>",
        "' or 1=1 --",
        "%",
        "%25",
        "%zz",
        "_",
        "\\",
        "\\,",
        "|",
        "||",
        "|x",
        "x|",
        "a|b|c|d",
        "$",
        ",",
        ",,",
        "../../etc/passwd",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        "http://[",
        "urn:uuid:x",
        "urn:oid:1.2",
        "#",
        "#p1",
        "Patient/",
        "Patient/1",
        "Patient/vitale-2009-p1",
        "Patient/1/_history/0",
        "Patient/1/_history/x",
        "2020-13-45",
        "2020-02-30",
        "0000",
        "9999-12-31T23:59:60Z",
        "2020-01-01T00:00:00+99:99",
        "2020-01-01T24:00:00Z",
        "eq",
        "ge2020",
        "ap9999-12-31",
        "ap0001",
        "sa",
        "99999999999999999999",
        "-1",
        "0",
        "1e999",
        "1e-999",
        "1E1000000000",
        "-0",
        "+1",
        "NaN",
        "Infinity",
        "0x10",
        "1.",
        ".1",
        "5|http://unitsofmeasure.org|mg",
        "5||mg",
        "5|x|10*99999999",
        "true",
        "TRUE",
        "null",
        "${jndi:ldap://x}",
        "%s%n%n",
        "{0}",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "http://loinc.org|",
        "male",
        "system",
        "*",
        "_id",
        "_lastUpdated",
        "a:b:c",
        "x:missing",
        ":",
        "::",
        ".",
        "..",
        "/",
        "//",
        "?",
        "&",
        "=",
        "a=b&c=d",
        ";",
        "\"",
        "(",
        ")",
        "[",
        "exists()",
        "Observation?code=x",
        "Patient?_id=",
        "%url%",
        "en-US",
        "text/html; charset=x",
        "base64==",
        "AAAA",
        "====",
        "http://hl7.org/fhir/StructureDefinition/Patient|4.0.1"
    };
    private static final String[] NAMES = {
        "id", "resourceType", "meta", "_birthDate", "extension", "", "\u0000", "__proto__", "value", "valueString",
                "valueQuantity",
        "contained", "text", "div", "url", "reference", "identifier", "fhir_comments", "_id", "modifierExtension",
                "entry", "status"
    };

    private Odd() {}

    static String text(Chance chance) {
        if (chance.in(1)) {
            return chance.of("a", "\uD83D\uDE00", "(", " ", "0", "%").repeat(1 + chance.below(30_000));
        }
        String text = chance.of(TEXTS);
        return chance.in(10) ? text + chance.of(TEXTS) : text;
    }

    static String name(Chance chance) {
        return chance.in(90) ? chance.of(NAMES) : text(chance);
    }

    static JsonNode value(Chance chance) {
        return switch (chance.below(12)) {
            case 0 -> Json.NODES.nullNode();
            case 1 -> Json.NODES.booleanNode(chance.in(50));
            case 2 -> Json.NODES.numberNode(chance.of(0L, -1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31));
            case 3 ->
                Json.NODES.numberNode(new BigDecimal(
                        chance.of("1E+400", "1E-400", "0.00", "-0.0", "12345678901234567890.123456789012345678901")));
            case 4 -> Json.NODES.arrayNode();
            case 5 -> Json.NODES.objectNode();
            case 6 -> nested(chance);
            case 7 -> Json.object().set(name(chance), value(chance));
            default -> Json.NODES.textNode(text(chance));
        };
    }

    private static JsonNode nested(Chance chance) {
        JsonNode node = Json.NODES.textNode("x");
        String name = chance.of("extension", "contained", "item", "x", "concept", "part");
        int depth = chance.of(3, 20, 199, 205);
        for (int i = 0; i < depth; i++) {
            if (chance.in(50)) {
                ArrayNode array = Json.NODES.arrayNode();
                array.add(node);
                node = array;
            } else {
                ObjectNode object = Json.object();
                object.set(name, node);
                node = object;
            }
        }
        return node;
    }
}
