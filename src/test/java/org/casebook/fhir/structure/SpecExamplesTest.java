package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.casebook.error.Issue;
import org.casebook.error.Severity;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.XmlWriter;
import org.casebook.fhir.structure.SpecExamples.Example;
import org.junit.jupiter.api.Test;

/** HL7's examples as the oracle of the checker, the XML reader and the XML writer. */
class SpecExamplesTest {
    /** The larger examples are registries of thousands of definitions, alike in structure; they are only checked. */
    private static final int ROUND_TRIP = 50_000;

    private static final int SECOND_OPINION = 8_000;

    /** The examples are those of R4B 4.3.0-cibuild: types and elements that R4 4.0.1 does not have. */
    private static boolean isOfR4B(Issue issue) {
        String text = issue.text();
        boolean unknownType = text.contains("is not a resource type of R4")
                || text.contains("required value set http://hl7.org/fhir/ValueSet/resource-types|4.0.1");
        boolean evidence = text.startsWith("Evidence.") || text.startsWith("EvidenceVariable.");
        return unknownType || evidence || issue.severity() == Severity.INFORMATION;
    }

    @Test
    void everyValidExampleOfR4Passes() {
        List<Example> valid = SpecExamples.labelled("OK");
        assertThat(valid).hasSize(2698);
        int ofR4B = 0;
        for (Example example : valid) {
            CheckedResource checked = StructureChecker.read(example.bytes(), null);
            assertThat(checked.issues()).as(example.path()).allMatch(SpecExamplesTest::isOfR4B);
            ofR4B += checked.isValid() ? 0 : 1;
        }
        assertThat(ofR4B).as("examples that only R4B has").isLessThan(60);
    }

    /** What LinuxForHealth could not parse, and the element that is named for it. */
    private static final Map<String, String> UNPARSABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("codesystem-catalogType", "CodeSystem.status"),
            Map.entry("codesystem-extensions-CodeSystem-author", "SearchParameter.base"),
            Map.entry("codesystem-extensions-CodeSystem-effective", "SearchParameter.base"),
            Map.entry("codesystem-extensions-CodeSystem-end", "SearchParameter.base"),
            Map.entry("codesystem-extensions-CodeSystem-keyword", "SearchParameter.base"),
            Map.entry("codesystem-extensions-CodeSystem-workflow", "SearchParameter.base"),
            Map.entry("devicemetric-example", "DeviceMetric.parent"),
            Map.entry("evidencevariable-example-Wardlaw2014Analysis1.16.3EvidenceSet", "EvidenceVariable.actual"),
            Map.entry("medicinalproductdefinition-example", ""),
            Map.entry("observation-example-clinical-gender", "Observation.performer[0]"),
            Map.entry("questionnaireresponse-extensions-QuestionnaireResponse-item-subject", "SearchParameter.id"),
            Map.entry("substancedefinition-example", ""),
            Map.entry("valueset-catalogType", "ValueSet.status"),
            Map.entry("valueset-extensions-ValueSet-author", "SearchParameter.base"),
            Map.entry("valueset-extensions-ValueSet-effective", "SearchParameter.base"),
            Map.entry("valueset-extensions-ValueSet-end", "SearchParameter.base"),
            Map.entry("valueset-extensions-ValueSet-keyword", "SearchParameter.base"),
            Map.entry("valueset-extensions-ValueSet-workflow", "SearchParameter.base"),
            Map.entry("valuesets", "Bundle.entry[135].resource.status")));

    @Test
    void everyUnparsableExampleIsRefusedByItsElement() {
        List<Example> unparsable = SpecExamples.labelled("PARSE");
        assertThat(unparsable).hasSize(UNPARSABLE.size());
        for (Example example : unparsable) {
            String name = example.path().replace("json/spec/", "").replace(".json", "");
            CheckedResource checked = StructureChecker.read(example.bytes(), null);
            assertThat(checked.isValid()).as(name).isFalse();
            Set<String> named = new TreeSet<>();
            checked.issues().forEach(i -> named.addAll(i.expressions()));
            String expected = UNPARSABLE.get(name);
            assertThat(expected.isEmpty() ? named.isEmpty() : named.contains(expected))
                    .as(name + " " + named)
                    .isTrue();
        }
    }

    /** These break invariants and rules of profiles; their structure is sound. {@code SpecRulesTest} knows the rest. */
    @Test
    void whatOnlyBreaksRulesOfProfilesIsSoundInStructure() {
        List<Example> invalid = SpecExamples.labelled("VALIDATION");
        assertThat(invalid).hasSize(303);
        for (Example example : invalid) {
            assertThat(StructureChecker.read(example.bytes(), null).issues())
                    .as(example.path())
                    .allMatch(SpecExamplesTest::isOfR4B);
        }
    }

    @Test
    void jsonAndXmlGiveTheSameTree() {
        int trips = 0;
        for (Example example : SpecExamples.all()) {
            byte[] json = example.bytes();
            CheckedResource checked = StructureChecker.read(json, null);
            if (json.length > ROUND_TRIP || !checked.isValid()) {
                continue;
            }
            CheckedResource again = XmlReader.read(XmlWriter.write(checked.orThrow()), null);
            assertThat(again.issues()).as(example.path()).isEmpty();
            assertThat(comparable(again.orThrow())).as(example.path()).isEqualTo(comparable(checked.orThrow()));
            trips++;
        }
        assertThat(trips).isGreaterThan(2600);
    }

    @Test
    void hapiReadsOurXmlAsItReadsTheJson() {
        FhirContext hapi = FhirContext.forR4Cached();
        Set<String> types = new TreeSet<>();
        for (Example example : SpecExamples.labelled("OK")) {
            byte[] json = example.bytes();
            CheckedResource checked = StructureChecker.read(json, null);
            // HAPI's own two parsers disagree on numbers with exponents.
            boolean exponents = example.path().endsWith("/observation-decimal.json");
            if (json.length > SECOND_OPINION || exponents || !checked.isValid()) {
                continue;
            }
            ObjectNode resource = checked.orThrow();
            // Three of each type are enough for a second opinion that costs a hundred times the first.
            String type = resource.path("resourceType").asText();
            if (!types.add(type + "1") && !types.add(type + "2") && !types.add(type + "3")) {
                continue;
            }
            String text = new String(json, StandardCharsets.UTF_8);
            String xml = new String(XmlWriter.write(resource), StandardCharsets.UTF_8);
            var fromJson = hapi.newJsonParser().parseResource(text);
            var fromXml = hapi.newXmlParser().parseResource(xml);
            assertThat(((org.hl7.fhir.r4.model.Base) fromXml).equalsDeep((org.hl7.fhir.r4.model.Base) fromJson)
                            || hapi.newJsonParser()
                                    .encodeResourceToString(fromXml)
                                    .equals(hapi.newJsonParser().encodeResourceToString(fromJson)))
                    .as(example.path())
                    .isTrue();
        }
        assertThat(types.stream().filter(t -> t.endsWith("1"))).hasSizeGreaterThan(120);
        assertThat(Definitions.r4().resourceTypes()).hasSize(146);
    }

    /** Narrative by what XML says, and no arrays of nothing but null: JSON has two ways to leave values out. */
    private static JsonNode comparable(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = org.casebook.fhir.Json.object();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                boolean nothing = field.getValue().isArray() && allNull(field.getValue());
                if (field.getKey().equals("div")) {
                    copy.put("div", canonical(field.getValue().asText()));
                } else if (!nothing) {
                    copy.set(field.getKey(), comparable(field.getValue()));
                }
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = org.casebook.fhir.Json.NODES.arrayNode();
            array.forEach(item -> copy.add(comparable(item)));
            return copy;
        }
        return node;
    }

    private static boolean allNull(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream().allMatch(JsonNode::isNull);
    }

    /** Through our own reader, once more: attribute quotes, entities and empty tags become alike. */
    private static String canonical(String div) {
        String xml = "<Basic xmlns=\"http://hl7.org/fhir\"><text><status value=\"generated\"/>" + div
                + "</text><code><text value=\"x\"/></code></Basic>";
        return XmlReader.read(xml.getBytes(StandardCharsets.UTF_8), null)
                .orThrow()
                .at("/text/div")
                .asText();
    }
}
