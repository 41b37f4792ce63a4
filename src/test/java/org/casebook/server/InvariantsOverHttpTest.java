package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R4's own invariants are part of every write: alone, in a Bundle, as a patch; once, with place and rule. */
class InvariantsOverHttpTest {
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

    private static final String PERIOD = """
            {"resourceType": "Patient",
             "identifier": [{"period": {"start": "2020", "end": "2019-05"}}]}""";

    @Test
    void aCreateIsRefusedWithElementRuleAndPlace() {
        TestServer.Answer answer = server.post("Patient", PERIOD);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("issue")).hasSize(1);
        JsonNode issue = answer.json().at("/issue/0");
        assertThat(issue.path("code").asText()).isEqualTo("invariant");
        assertThat(texts(issue.path("expression")))
                .containsExactly("Patient.identifier[0].period.start", "Patient.identifier[0].period");
        assertThat(issue.at("/location/0").asText()).isEqualTo("Line 2, Column 29");
        assertThat(issue.at("/details/text").asText())
                .startsWith("If present, start SHALL have a lower value than end. The invariant per-1 is not met");
        assertThat(issue.path("extension").toString()).contains("StructureDefinition/Period#per-1");
    }

    @Test
    void inXmlTheLineIsThatOfTheXml() {
        String xml = """
                <Observation xmlns="http://hl7.org/fhir">
                  <status value="final"/>
                  <code><text value="x"/></code>
                  <valueString value="some"/>
                  <dataAbsentReason><text value="none"/></dataAbsentReason>
                </Observation>""";
        JsonNode issue = server.post("Observation", xml, "Content-Type", "application/fhir+xml")
                .json()
                .at("/issue/0");
        assertThat(texts(issue.path("expression"))).containsExactly("Observation.dataAbsentReason", "Observation");
        assertThat(issue.at("/location/0").asText()).startsWith("Line 5,");
    }

    @Test
    void allEntriesOfATransactionAreToldAtOnce() {
        String transaction = """
                {"resourceType": "Bundle", "type": "transaction", "entry": [
                  {"resource": {"resourceType": "Patient", "contact": [{"gender": "male"}]},
                   "request": {"method": "POST", "url": "Patient"}},
                  {"resource": {"resourceType": "Patient"}, "request": {"method": "POST", "url": "Patient"}},
                  {"resource": {"resourceType": "Organization"}, "request": {"method": "POST", "url": "Organization"}}]}""";
        TestServer.Answer answer = server.post("", transaction);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(texts(answer.json().at("/issue/0/expression"))).contains("Bundle.entry[0].resource.contact[0]");
        assertThat(answer.json().at("/issue/0/location/0").asText()).startsWith("Line 2,");
        assertThat(texts(answer.json().at("/issue/1/expression"))).contains("Bundle.entry[2].resource");
        assertThat(answer.json().path("issue")).hasSize(2);
    }

    @Test
    void aPatchThatBreaksAnInvariantIsRefused() {
        String patient = server.post("Patient", "{\"resourceType\":\"Patient\"}")
                .header("Location")
                .replaceAll(".*/(Patient/[^/]+).*", "$1");
        String patch = "[{\"op\":\"add\",\"path\":\"/contact\",\"value\":[{\"gender\":\"male\"}]}]";
        TestServer.Answer answer = server.send("PATCH", patient, patch, "Content-Type", "application/json-patch+json");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(texts(answer.json().at("/issue/0/expression"))).contains("Patient.contact[0]");
        assertThat(answer.json().at("/issue/0/location").isMissingNode())
                .as("the resource is not the text that was sent")
                .isTrue();
    }

    @Test
    void aClaimedProfileOfR4IsEnforced() {
        String codeSystem = """
                {"resourceType": "CodeSystem", "status": "draft", "content": "complete",
                 "meta": {"profile": ["http://hl7.org/fhir/StructureDefinition/shareablecodesystem"]},
                 "url": "http://a.example/cs", "version": "1", "name": "A", "experimental": true,
                 "description": "d", "concept": [{"code": "x"}]}""";
        TestServer.Answer answer = server.post("CodeSystem", codeSystem);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(texts(answer.json().at("/issue/0/expression"))).containsExactly("CodeSystem.publisher");
        assertThat(server.post("CodeSystem", codeSystem.replace("\"url\"", "\"publisher\": \"p\", \"url\""))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatCannotBeKnownOrIsOnlyAWarningIsTaken() {
        for (String sound : List.of(
                "{'resourceType':'Patient','identifier':[{'period':{'start':'2012','end':'2012-05'}}]}",
                "{'resourceType':'Patient'}",
                "{'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o','name':'O'}],"
                        + "'managingOrganization':{'reference':'#o'}}",
                "{'resourceType':'Patient','contained':[{'resourceType':'Provenance','id':'p',"
                        + "'recorded':'2020-01-01T00:00:00Z','target':[{'reference':'#'}],"
                        + "'agent':[{'who':{'display':'w'}}]}]}")) {
            TestServer.Answer answer = server.post("Patient", sound.replace('\'', '"'));
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        }
    }

    @Test
    void directRulesNameTheirElement() {
        assertBroken("{'resourceType':'Patient','name':[{'id':'only'}]}", "ele-1", "Patient.name[0]");
        assertBroken("{'resourceType':'Patient','_birthDate':{'id':'only'}}", "ele-1", "Patient.birthDate");
        assertBroken("{'resourceType':'Patient','extension':[{'url':'http://e'}]}", "ext-1", "Patient.extension[0]");
        assertBroken(
                "{'resourceType':'Patient','generalPractitioner':[{'reference':'#no'}]}",
                "ref-1",
                "Patient.generalPractitioner[0].reference");
        assertBroken(
                "{'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o','name':'O'}]}",
                "dom-3",
                "Patient.contained[0]");
        assertBroken(
                "{'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o','name':'O',"
                        + "'meta':{'versionId':'1'}}],'managingOrganization':{'reference':'#o'}}",
                "dom-4",
                "Patient.contained[0].meta.versionId");
    }

    private static void assertBroken(String resource, String key, String element) {
        TestServer.Answer answer = server.post("Patient", resource.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("issue")).hasSize(1);
        assertThat(texts(answer.json().at("/issue/0/expression"))).contains(element);
        assertThat(answer.json().at("/issue/0/diagnostics").asText()).contains("The invariant " + key + " is not met");
    }

    @Test
    void theSettingTurnsThemOff(@TempDir Path other) {
        try (TestServer lax = TestServer.with(other, Map.of("empty", "true", "invariants", "off"))) {
            assertThat(lax.post("Patient", PERIOD).status()).isEqualTo(201);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
