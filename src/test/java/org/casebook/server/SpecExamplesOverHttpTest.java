package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casebook.fhir.XmlWriter;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.fhir.structure.SpecExamples;
import org.casebook.fhir.structure.SpecExamples.Example;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.fhir.structure.XmlReader;
import org.casebook.validation.invariant.Invariants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HL7's examples through the whole server: what is valid comes back as it was sent, what is invalid is refused. */
class SpecExamplesOverHttpTest {
    /** Larger examples are registries of thousands of definitions, alike in structure. */
    private static final int LARGEST = 50_000;

    private static final String XML = "application/fhir+xml";

    @TempDir
    static Path data;

    private static TestServer server;
    private static int number;

    @BeforeAll
    static void start() {
        // The examples point to resources that are no examples.
        server = TestServer.with(data, Map.of("empty", "true", "referential-integrity", "allow"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyValidExampleComesBackInJson() {
        int same = 0;
        List<String> different = new ArrayList<>();
        for (Example example : SpecExamples.labelled("OK")) {
            byte[] json = example.bytes();
            if (json.length > LARGEST || !isOfR4(StructureChecker.read(json, null))) {
                continue;
            }
            ObjectNode sent = StructureChecker.read(json, null).orThrow();
            String address = address(sent);
            TestServer.Answer put = server.put(address, sent.toString());
            TestServer.Answer got = server.get(address);
            boolean equal = put.status() < 300
                    && got.status() == 200
                    && withoutVersion(got).equals(withoutVersion(sent));
            same += equal ? 1 : 0;
            if (!equal) {
                different.add(example.path() + " " + put.status() + " " + put.text());
            }
        }
        assertThat(different).isEmpty();
        assertThat(same).isGreaterThan(2300);
    }

    @Test
    void everyValidExampleInXmlComesBackInBoth() {
        int same = 0;
        List<String> different = new ArrayList<>();
        for (Example example : SpecExamples.inXml("OK")) {
            byte[] xml = example.bytes();
            if (xml.length > LARGEST || !isOfR4(XmlReader.read(xml, null))) {
                continue;
            }
            ObjectNode sent = XmlReader.read(xml, null).orThrow();
            String address = address(sent);
            // The address names an id that some examples do not have.
            String text = new String(XmlWriter.write(sent), StandardCharsets.UTF_8);
            TestServer.Answer put = server.put(address, text, "Content-Type", XML);
            TestServer.Answer json = server.get(address, "Accept", "application/fhir+json");
            TestServer.Answer again = server.get(address, "Accept", XML);
            boolean equal = put.status() < 300
                    && withoutVersion(json).equals(withoutVersion(sent))
                    && withoutVersion(XmlReader.read(again.text().getBytes(StandardCharsets.UTF_8), null)
                                    .orThrow())
                            .equals(withoutVersion(sent));
            same += equal ? 1 : 0;
            if (!equal) {
                different.add(example.path() + " " + put.status() + " " + put.text());
            }
        }
        assertThat(different).isEmpty();
        assertThat(same).isGreaterThan(850);
    }

    @Test
    void everyInvalidExampleIsRefused() {
        int refused = 0;
        for (Example example : SpecExamples.labelled("VALIDATION")) {
            byte[] json = example.bytes();
            if (json.length <= LARGEST) {
                String text = new String(json, StandardCharsets.UTF_8);
                ObjectNode resource = StructureChecker.read(json, null).orThrow();
                TestServer.Answer answer =
                        server.post(resource.path("resourceType").asText(), text);
                assertThat(answer.status()).as(example.path()).isEqualTo(422);
                assertThat(answer.json().at("/issue/0/expression/0").asText()).isNotEmpty();
                assertThat(answer.json().at("/issue/0/location/0").asText()).startsWith("Line ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    /** The examples are those of R4B, and some have what R4 has not. */
    private static boolean isOfR4(CheckedResource checked) {
        return checked.isValid()
                && Invariants.check(checked.orThrow(), true, true).isEmpty();
    }

    /** A place of its own for each example; several have the same id, or none. */
    private static String address(ObjectNode resource) {
        resource.put("id", "example-" + number++);
        return resource.path("resourceType").asText() + "/"
                + resource.path("id").asText();
    }

    private static ObjectNode withoutVersion(TestServer.Answer answer) {
        return withoutVersion((ObjectNode) answer.json());
    }

    private static ObjectNode withoutVersion(ObjectNode resource) {
        ObjectNode copy = resource.deepCopy();
        if (copy.get("meta") instanceof ObjectNode meta) {
            meta.remove(List.of("versionId", "lastUpdated"));
            if (meta.isEmpty()) {
                copy.remove("meta");
            }
        }
        return copy;
    }
}
