package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that once ended in a 500 or in no answer at all; a fuzz test has found them. */
class HostileRequestsTest {
    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Patient?name=%",
                "/fhir/Patient?name=%zz",
                "/fhir/Patient?%s%=1",
                "/fhir/Patient/%zz",
                "/fhir/Patient?_elements=%"
            })
    void brokenPercentEscapes(String target) {
        refused(RawHttp.get(server.server().port(), target));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/fhir/Patient ;",
                "/fhir/Patient ;;",
                "/fhir/Patient */*;q=",
                "/fhir/Patient ,",
                "/fhir/Patient/x/$timeline ;",
                "/fhir/Binary/x ;",
                "/fhir/Observation/$lastn?:=1 */*"
            })
    void acceptHeadersAndNamesOfSeparatorsOnly(String target, String accept) {
        int status = RawHttp.send(
                        server.server().port(),
                        "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: " + accept
                                + "\r\n\r\n")
                .status();
        assertThat(status).isIn(200, 400, 404, 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[null]", "[{}]", "\"http://a.b/c\"", "[[]]"})
    void claimedProfilesThatAreNoList(String claimed) {
        String patient = "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":" + claimed + "}}";
        refused(server.post("Patient", patient));
        refused(server.post(
                "",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                        + "{\"method\":\"POST\",\"url\":\"Patient\"},\"resource\":" + patient + "}]}"));
        assertThat(server.post("Patient/$validate", patient).status()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "id..", ",", "Patient.", ".id"})
    void elementsThatAreOnlyDots(String elements) {
        Answer answer = server.get("Patient?_elements=" + elements);
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
    }

    @Test
    void aBodyThatIsNotWhatItsEncodingSays() {
        refused(RawHttp.send(
                server.server().port(),
                "POST /fhir/Patient HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/fhir+json\r\n"
                        + "Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n{\"a\":true}"));
    }

    @Test
    void aBrokenEscapeInTheUrlOfAnEntry() {
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"Patient/%%zz\"}}]}";
        refused(server.post("", bundle.formatted("transaction")));
        assertThat(server.post("", bundle.formatted("batch"))
                        .json()
                        .at("/entry/0/response/status")
                        .asText())
                .startsWith("400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ PatientList(gender: \"female\") { id birthDate } #",
                "# nothing",
                "fragment f on Patient { id ...f } { PatientList { ...f } }",
                "{ PatientList { a: name(use: { id } }",
                "{ PatientList { name { given @flatten } } }",
                "{ PatientList { ...f } } fragment f on Patient { ... on Patient { id @flatten } }"
            })
    void graphQlThatDoesNotEnd(String query) {
        Answer answer = server.send("POST", "$graphql", query, "Content-Type", "application/graphql");
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
    }

    @Test
    void graphQlThatFlattensAPrimitive() {
        server.put("Patient/flat", "{\"resourceType\":\"Patient\",\"id\":\"flat\",\"name\":[{\"given\":[\"A\"]}]}");
        refused(server.send(
                "POST", "Patient/flat/$graphql", "{ name { given @flatten } }", "Content-Type", "application/graphql"));
    }

    @Test
    void graphQlNestedWithoutEnd() {
        refused(server.send("POST", "$graphql", "{ Patient ".repeat(5_000), "Content-Type", "application/graphql"));
    }

    @Test
    void graphQlWithAnOperationOrAVariableThatIsNotThere() {
        refused(server.send(
                "POST",
                "$graphql",
                "{\"query\":\"{ PatientList { id } }\",\"operationName\":\"x\"}",
                "Content-Type",
                "application/json"));
        Answer answer = server.send(
                "POST",
                "$graphql",
                "{\"query\":\"query q($x: String) { PatientList(name: $x) { id } }\",\"variables\":{\"x\":null}}",
                "Content-Type",
                "application/json");
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
    }

    @Test
    void graphQlOfAPrimitiveThatHasOnlyAnExtension() {
        server.put(
                "Patient/no-date",
                "{\"resourceType\":\"Patient\",\"id\":\"no-date\",\"active\":true,\"_birthDate\":{\"extension\":[{\"url\":"
                        + "\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"unknown\"}]}}");
        Answer answer = server.send(
                "POST", "Patient/no-date/$graphql", "{ id birthDate active }", "Content-Type", "application/graphql");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("\"id\":\"no-date\"").doesNotContain("birthDate");
    }

    @Test
    void aResourceThatHl7sValidatorFailsOn() {
        Answer answer = server.post(
                "Organization/$validate", "{\"resourceType\":\"Organization\",\"name\":\"x\",\"alias\":[null]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("Organization.alias").contains("\"severity\":\"error\"");
    }

    @Test
    void elementsWithoutAName() {
        String nameless = "{\"resourceType\":\"Patient\",\"id\":\"x\",\"extension\":[{\"url\":{\"\":[]}}]}";
        refused(server.post("Patient", nameless));
        refused(server.post(
                "",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"PUT\",\"url\":"
                        + "\"Patient/x\"},\"resource\":" + nameless + "}]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "``",
                "Patient.``",
                "Patient.name.where(family.matches('(a+)+$'))",
                "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a|aa)+$')",
                "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replaceMatches('(a*)*b', 'x')"
            })
    void expressionsOfAPatch(String expression) {
        server.put(
                "Patient/patched",
                "{\"resourceType\":\"Patient\",\"id\":\"patched\",\"name\":[{\"family\":\"" + "a".repeat(60)
                        + "!\"}]}");
        String patch =
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\","
                        + "\"valueCode\":\"delete\"},{\"name\":\"path\",\"valueString\":\"" + expression + "\"}]}]}";
        long began = System.nanoTime();
        Answer answer = server.send("PATCH", "Patient/patched", patch);
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        assertThat((System.nanoTime() - began) / 1_000_000_000).isLessThan(30);
        assertThat(server.get("Patient/patched").json().at("/meta/versionId").asText())
                .isEqualTo("1");
    }

    private static void refused(RawHttp answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.text()).contains("OperationOutcome");
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(new String(answer.response().body(), StandardCharsets.UTF_8)).contains("OperationOutcome");
    }
}
