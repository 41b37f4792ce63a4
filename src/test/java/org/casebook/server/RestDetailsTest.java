package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Details of R4's RESTful API that a client may rely on, each found by reading the specification beside the server. */
class RestDetailsTest {
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.empty(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode responses(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("entry");
    }

    @Test
    @DisplayName("A28, A29 an entry with a broken resource is refused like the resource alone")
    void aBrokenResourceIsA422WhereverItStands() {
        String broken = "{\"resourceType\":\"Patient\",\"shoes\":1}";
        assertThat(server.post("Patient", broken).status()).isEqualTo(422);
        String bundle = """
                {"resourceType":"Bundle","type":"%s","entry":[
                  {"request":{"method":"POST","url":"Patient"},"resource":%s}]}""";
        Answer transaction = server.post("", bundle.formatted("transaction", broken));
        assertThat(transaction.status()).isEqualTo(422);
        assertThat(transaction.firstIssue()).isEqualTo("structure Bundle.entry[0].resource.shoes");
        JsonNode entry = responses(server.post("", bundle.formatted("batch", broken)))
                .path(0)
                .path("response");
        assertThat(entry.path("status").asText()).isEqualTo("422 Unprocessable Entity");
        assertThat(server.post("", "{\"resourceType\":\"Patient\"}").status())
                .as("not a Bundle")
                .isEqualTo(400);
    }

    @Test
    @DisplayName("A28 lastModified of an entry is that of its resource, to the millisecond")
    void lastModifiedIsExact() {
        JsonNode entries = responses(server.post("", """
                {"resourceType":"Bundle","type":"batch","entry":[
                  {"request":{"method":"PUT","url":"Patient/exact"},"resource":{"resourceType":"Patient","id":"exact"}},
                  {"request":{"method":"GET","url":"Patient/exact"}}]}"""));
        String lastUpdated = entries.at("/1/resource/meta/lastUpdated").asText();
        for (JsonNode entry : entries) {
            assertThat(java.time.Instant.parse(
                            entry.at("/response/lastModified").asText()))
                    .isEqualTo(java.time.Instant.parse(lastUpdated));
        }
    }

    @Test
    @DisplayName("A34 Prefer: return=OperationOutcome of a deletion")
    void aDeletionTellsOfItselfIfAsked() {
        server.put("Patient/told", "{\"resourceType\":\"Patient\",\"id\":\"told\"}");
        Answer told = server.delete("Patient/told", "Prefer", "return=OperationOutcome");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(told.text()).contains("OperationOutcome", "Patient/told was deleted");
        assertThat(server.delete("Patient/told").status()).isEqualTo(204);
    }

    @Test
    @DisplayName("F6 $lastn takes Parameters, as any operation does")
    void lastnTakesParameters() {
        server.put("Patient/lastn", "{\"resourceType\":\"Patient\",\"id\":\"lastn\"}");
        for (int day = 1; day < 4; day++) {
            server.post(
                    "Observation",
                    "{\"resourceType\":\"Observation\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/lastn\"},"
                            + "\"code\":{\"coding\":[{\"system\":\"urn:c\",\"code\":\"x\"}]},\"effectiveDateTime\":\"2020-01-0"
                            + day + "\"}");
        }
        Answer answer = server.post("Observation/$lastn", """
                {"resourceType":"Parameters","parameter":[{"name":"max","valuePositiveInt":2},
                 {"name":"patient","valueReference":{"reference":"Patient/lastn"}}]}""");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("entry")).hasSize(2);
        assertThat(answer.json().at("/entry/0/resource/effectiveDateTime").asText())
                .isEqualTo("2020-01-03");
        assertThat(server.post(
                                "Observation/$lastn",
                                "patient=Patient/lastn&max=1",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .json()
                        .path("entry"))
                .hasSize(1);
    }

    @Test
    @DisplayName("F21 $diff leaves out what differs in any two versions")
    void diffLeavesServerMetaOutUnlessAsked() {
        server.put("Patient/diff", "{\"resourceType\":\"Patient\",\"id\":\"diff\"}");
        server.put("Patient/diff", "{\"resourceType\":\"Patient\",\"id\":\"diff\",\"active\":true}");
        assertThat(server.get("Patient/diff/$diff").json().path("parameter")).hasSize(1);
        assertThat(server.get("Patient/diff/$diff?includeMeta=true").text()).contains("Patient.meta.versionId");
        assertThat(server.get("$diff?from=Patient/diff/_history/1&to=Patient/diff")
                        .text())
                .doesNotContain("versionId");
    }

    @Test
    @DisplayName("E27 a field that the system does not have is an error of the GraphQL query")
    void anUnknownFieldOfTheSystemIsRefused() {
        Answer answer = server.get("$graphql?query=%7BPatients%7Bid%7D%7D");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("'Patients'");
        assertThat(server.get("$graphql?query=%7BPatientList%7Bid%7D%7D").status())
                .isEqualTo(200);
    }
}
