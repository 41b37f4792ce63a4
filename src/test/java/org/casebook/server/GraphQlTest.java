package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.casebook.fhir.Json;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** E27 $graphql: HL7's cases, over HTTP against a server that holds the resources that they are about. */
class GraphQlTest {
    private static final String CASES = "/org/hl7/fhir/testcases/r4/graphql/";
    /** A third active patient, which other cases need. */
    private static final String NOT_IN_HL7S_SERVER = "glossy";

    private static final FhirContext R4 = FhirContext.forR4Cached();

    @TempDir
    static Path data;

    static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.with(data, Map.of("empty", "true", "referential-integrity", "allow"));
        for (String name : List.of(
                "patient-example",
                "patient-example-xds",
                "patient-glossy-example",
                "observation-example",
                "observation-example-20minute-apgar-score",
                "medicationdispenseexample8",
                "condition-example",
                "list-example-long")) {
            String xml = text("/org/hl7/fhir/testcases/r4/examples/" + name + ".xml");
            var resource = R4.newXmlParser().parseResource(xml);
            if (name.equals("list-example-long")) {
                // The case calls it by the name of its file.
                resource.setId("example-long");
            }
            String path = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
            Answer put = server.put(path, R4.newJsonParser().encodeResourceToString(resource));
            assertThat(put.status()).as(name + ": " + put.text()).isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    List<DynamicTest> hl7Cases() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = GraphQlTest.class.getResourceAsStream(CASES + "manifest.xml")) {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("test");
            for (int i = 0; i < cases.getLength(); i++) {
                Element c = (Element) cases.item(i);
                tests.add(DynamicTest.dynamicTest(c.getAttribute("name"), () -> run(c)));
            }
        }
        assertThat(tests).hasSize(29);
        return tests;
    }

    private static void run(Element c) throws IOException {
        String query = text(CASES + c.getAttribute("source"));
        ObjectNode body = Json.object().put("query", query);
        if (!c.getAttribute("operation").isEmpty()) {
            body.put("operationName", c.getAttribute("operation"));
            // HL7's own runner gives the one case that has a variable this value.
            body.putObject("variables").put("var", true);
        }
        String path = c.getAttribute("context").isEmpty() ? "$graphql" : c.getAttribute("context");
        Answer answer = server.post(path, body.toString(), "Content-Type", "application/json");
        if (c.getAttribute("output").equals("$error")) {
            assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
            return;
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode expected = Json.read(text(CASES + c.getAttribute("output")).getBytes(StandardCharsets.UTF_8));
        JsonNode actual = answer.json().path("data");
        if (c.getAttribute("name").equals("search-full")) {
            // HL7's expected page is that of a canned server with its own total, score and cursors: only the hits are
            // compared.
            assertThat(ids(actual)).isEqualTo(ids(expected));
            assertThat(actual.at("/PatientConnection/count").asInt()).isEqualTo(3);
        } else {
            assertThat(sorted(actual)).isEqualTo(sorted(expected));
        }
    }

    private static List<String> ids(JsonNode connection) {
        List<String> ids = new ArrayList<>();
        connection
                .at("/PatientConnection/edges")
                .forEach(e -> ids.add(e.at("/resource/id").asText()));
        ids.remove(NOT_IN_HL7S_SERVER);
        ids.sort(null);
        return ids;
    }

    /** A search without _sort has no order. */
    private static JsonNode sorted(JsonNode data) {
        JsonNode copy = data.deepCopy();
        if (copy.get("PatientList") instanceof com.fasterxml.jackson.databind.node.ArrayNode list) {
            List<JsonNode> nodes = new ArrayList<>();
            list.forEach(nodes::add);
            nodes.removeIf(n -> n.path("id").asText().equals(NOT_IN_HL7S_SERVER));
            nodes.sort(java.util.Comparator.comparing(n -> n.path("id").asText()));
            list.removeAll().addAll(nodes);
        }
        return copy;
    }

    @Test
    @DisplayName("$graphql by GET, and what is refused")
    void formsAndRefusals() {
        assertThat(server.get("Patient/example/$graphql?query=%7Bid%7D")
                        .json()
                        .at("/data/id")
                        .asText())
                .isEqualTo("example");
        assertThat(server.send("POST", "Patient/example/$graphql", "{active}", "Content-Type", "application/graphql")
                        .json()
                        .at("/data/active")
                        .asBoolean())
                .isTrue();
        assertThat(server.get("$graphql").status()).isEqualTo(400);
        assertThat(server.get("$graphql?query=%7B").status()).isEqualTo(400);
        assertThat(server.get("Patient/never/$graphql?query=%7Bid%7D").status()).isEqualTo(404);
        assertThat(server.get("$graphql?query=%7BPatientList(nonsense:1)%7Bid%7D%7D")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("$graphql pages by cursor")
    void cursors() {
        JsonNode first = server.post(
                        "$graphql",
                        "{PatientConnection(_count:1){count next edges{resource{id}}}}",
                        "Content-Type",
                        "application/graphql")
                .json();
        assertThat(first.at("/data/PatientConnection/count").asInt()).isEqualTo(3);
        String next = first.at("/data/PatientConnection/next").asText();
        JsonNode second = server.post(
                        "$graphql",
                        "{PatientConnection(cursor:\"" + next + "\"){count edges{resource{id}}}}",
                        "Content-Type",
                        "application/graphql")
                .json();
        assertThat(second.at("/data/PatientConnection/edges/0/resource/id").asText())
                .as(second.toString())
                .isNotEmpty()
                .isNotEqualTo(
                        first.at("/data/PatientConnection/edges/0/resource/id").asText());
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = GraphQlTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
