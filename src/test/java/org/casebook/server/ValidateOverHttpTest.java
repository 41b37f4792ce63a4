package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateOverHttpTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.withCase(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String first(TestServer.Answer answer) {
        JsonNode issue = answer.json().path("issue").path(0);
        return answer.status() + " " + issue.path("severity").asText() + " "
                + issue.path("code").asText();
    }

    @Test
    void aStoredResourceIsValidatedInPlace() {
        assertThat(server.get("Condition/vitale-2009-jdm/$validate").text()).doesNotContain("\"error\"");
        assertThat(first(server.get("Condition/nobody/$validate"))).isEqualTo("404 error not-found");
    }

    @Test
    void aProfileMayBeNamed() {
        String patient = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}";
        String profile = "https://casebook.example/fhir/StructureDefinition/case-patient";
        TestServer.Answer named = server.post("Patient/$validate?profile=" + profile, patient);
        assertThat(named.text()).contains("Patient.identifier").contains("\"required\"");
        assertThat(first(server.post("Patient/$validate", patient))).startsWith("200 information");
        assertThat(first(server.post("Patient/$validate?profile=https://nowhere.example/x", patient)))
                .isEqualTo("200 error not-found");
        assertThat(first(server.post("Patient/$validate?mode=profile", patient)))
                .isEqualTo("400 error required");
        assertThat(first(server.post("Patient/$validate?mode=nonsense", patient)))
                .isEqualTo("400 error code-invalid");
    }

    @Test
    void parametersCarryResourceModeAndProfile() {
        String body = """
                {"resourceType": "Parameters", "parameter": [
                  {"name": "mode", "valueCode": "create"},
                  {"name": "profile", "valueUri": "https://casebook.example/fhir/StructureDefinition/case-patient"},
                  {"name": "resource", "resource": {
                    "resourceType": "Patient",
                    "gender": "girl"
                  }}
                ]}""";
        TestServer.Answer answer = server.post("Patient/$validate", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("issue"))
                .anySatisfy(issue -> {
                    assertThat(issue.path("expression").path(0).asText()).isEqualTo("Patient.gender");
                    assertThat(issue.path("location").path(0).asText()).startsWith("Line 6,");
                })
                .anySatisfy(issue ->
                        assertThat(issue.path("expression").path(0).asText()).isEqualTo("Patient.identifier"))
                .noneSatisfy(issue ->
                        assertThat(issue.path("expression").path(0).asText()).startsWith("Parameters"));
    }

    @Test
    void xmlIsValidatedToo() {
        String xml = """
                <Patient xmlns="http://hl7.org/fhir">
                  <meta><profile value="https://casebook.example/fhir/StructureDefinition/case-patient"/></meta>
                  <gender value="girl"/>
                </Patient>""";
        TestServer.Answer answer = server.post("Patient/$validate", xml, "Content-Type", "application/fhir+xml");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("Patient.gender").contains("Patient.identifier");
    }

    @Test
    void anUpdateMustCarryItsId() {
        String patient = "{\"resourceType\":\"Patient\",\"id\":\"b\"}";
        assertThat(first(server.post("Patient/a/$validate?mode=update", patient)))
                .isEqualTo("200 error value");
        assertThat(first(server.post("Observation/$validate", patient))).isEqualTo("200 error invalid");
        assertThat(first(server.post("Patient/$validate", ""))).isEqualTo("400 error required");
    }

    @Test
    void aDeletionAsksWhetherItIsThere() {
        assertThat(first(server.get("Patient/vitale-2009-p1/$validate?mode=delete")))
                .isEqualTo("200 information informational");
        assertThat(first(server.get("Patient/nobody/$validate?mode=delete"))).isEqualTo("200 error not-found");
    }

    @Test
    void profilesOnWriteCanBeSwitchedOff(@TempDir Path data) throws IOException {
        String defect = Files.readString(Path.of("fhir-resources/defects/N05.json"));
        assertThat(server.post("Patient", defect).status()).isEqualTo(422);
        try (TestServer lenient = TestServer.with(data, Map.of("validate-on-write", "false"))) {
            assertThat(lenient.post("Patient", defect).status()).isEqualTo(201);
        }
    }

    @Test
    void theTransactionOfTheCaseLoadsIntoAnEmptyServer(@TempDir Path data) throws IOException {
        String bundle = Files.readString(Path.of("fhir-resources/bundles/vitale-2009-transaction.json"));
        try (TestServer empty = TestServer.empty(data)) {
            TestServer.Answer answer = empty.post("", bundle);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(empty.get("Patient/vitale-2009-p1").status()).isEqualTo(200);
        }
    }

    @Test
    void theDocumentIsThatOfTheFile() throws IOException {
        TestServer.Answer answer = server.get("Composition/vitale-2009/$document");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode file = Json.read(Files.readAllBytes(Path.of("fhir-resources/bundles/vitale-2009-document.json")));
        assertThat(bare((ObjectNode) answer.json())).isEqualTo(bare((ObjectNode) file));
        assertThat(server.get("Composition/nobody/$document").status()).isEqualTo(404);
        assertThat(server.get("Composition/vitale-2009/$document?persist=maybe").status())
                .isEqualTo(400);
    }

    @Test
    void theDocumentCanBeKept() {
        TestServer.Answer kept = server.get("Composition/vitale-2009/$document?persist=true");
        assertThat(kept.status()).isEqualTo(200);
        String id = kept.json().path("id").asText();
        assertThat(server.get("Bundle/" + id).json().path("type").asText()).isEqualTo("document");
    }

    @Test
    void definitionsAreServedWithTheirSnapshots() {
        JsonNode profile = server.get("StructureDefinition/case-condition").json();
        assertThat(profile.path("snapshot").path("element").size()).isGreaterThan(20);
        assertThat(server.get("ImplementationGuide/casebook").status()).isEqualTo(200);
        assertThat(server.get("CodeSystem/vitale-2009-facts").status()).isEqualTo(200);
    }

    /** Without what differs from server to server: addresses, versions, the moment. */
    private static ObjectNode bare(ObjectNode bundle) {
        bundle.remove("timestamp");
        for (JsonNode entry : bundle.path("entry")) {
            String url = entry.path("fullUrl").asText();
            ((ObjectNode) entry).put("fullUrl", url.substring(url.indexOf("/fhir/")));
            ObjectNode resource = (ObjectNode) entry.path("resource");
            if (resource.path("meta") instanceof ObjectNode meta) {
                meta.remove(java.util.List.of("versionId", "lastUpdated"));
                if (meta.isEmpty()) {
                    resource.remove("meta");
                }
            }
        }
        return bundle;
    }
}
