package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.casebook.fhir.Json;
import org.casebook.fhir.XmlWriter;
import org.casebook.fhir.structure.SpecExamples.Example;
import org.junit.jupiter.api.Test;

/** HL7's examples in XML, each with its twin in JSON, as the oracle of reading and writing XML. */
class SpecXmlExamplesTest {
    private static final int LARGEST = 100_000;

    /** HL7 publishes the two forms apart: with other tags, dates of generation, and white space in the narrative. */
    private static final Set<String> PUBLISHED_APART = Set.of("meta", "date", "div");

    @Test
    void xmlGivesTheTreeOfItsTwinAndComesBackAsItWas() {
        int compared = 0;
        for (Example example : SpecExamples.inXml("OK")) {
            byte[] xml = example.bytes();
            CheckedResource checked = XmlReader.read(xml, null);
            if (xml.length > LARGEST || !checked.isValid()) {
                continue;
            }
            ObjectNode resource = checked.orThrow();
            CheckedResource again = XmlReader.read(XmlWriter.write(resource), null);
            assertThat(again.issues()).as(example.path()).isEmpty();
            assertThat(again.orThrow()).as(example.path()).isEqualTo(resource);
            String twin = example.path().replace("xml/", "json/").replace(".xml", ".json");
            ObjectNode json = Json.stored(new Example("OK", twin).bytes());
            assertThat(comparable(resource)).as(example.path()).isEqualTo(comparable(json));
            compared++;
        }
        assertThat(compared).isGreaterThan(900);
    }

    /** Without what is published apart, and no arrays of nothing but null: JSON has two ways to leave values out. */
    private static JsonNode comparable(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!PUBLISHED_APART.contains(field.getKey()) && !isNothing(field.getValue())) {
                    copy.set(field.getKey(), comparable(field.getValue()));
                }
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.NODES.arrayNode();
            array.forEach(item -> copy.add(comparable(item)));
            return copy;
        }
        return node;
    }

    private static boolean isNothing(JsonNode node) {
        boolean nothing = node.isArray();
        for (JsonNode item : node) {
            nothing &= item.isNull();
        }
        return nothing;
    }
}
