package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles, value sets and code systems that clients store are what $validate and writes go by from then on. */
class StoredProfilesTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}";
    private static final String BORN =
            "{\"resourceType\":\"Patient\",\"gender\":\"female\",\"birthDate\":\"2001\",\"active\":true}";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty(folder.resolve("usual"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aProfileIsInForceFromItsCreationToItsDeletion() {
        String url = "http://example.org/StructureDefinition/born";
        assertThat(errors(validate(url, PATIENT))).singleElement().asString().contains(url);
        put("born", profile("born", "Patient", "Patient.birthDate"));
        assertThat(errors(validate(url, PATIENT))).singleElement().asString().contains("Patient.birthDate");
        assertThat(errors(validate(url, BORN))).isEmpty();

        put("born", profile("born", "Patient", "Patient.name"));
        assertThat(errors(validate(url, BORN))).singleElement().asString().contains("Patient.name");

        assertThat(server.delete("StructureDefinition/born").status()).isLessThan(300);
        assertThat(errors(validate(url, BORN)))
                .singleElement()
                .asString()
                .startsWith("not-found")
                .contains(url);
    }

    @Test
    void aResourceThatClaimsItIsCheckedWhereverItComes() {
        put("named", profile("named", "Patient", "Patient.name"));
        String claiming = claiming("named");
        assertThat(errors(server.post("Patient/$validate", claiming)))
                .singleElement()
                .asString()
                .contains("Patient.name");
        Answer refused = server.post("Patient", claiming);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.firstIssue()).isEqualTo("required Patient.name");
        Answer bundle = server.post("", """
                {"resourceType":"Bundle","type":"transaction","entry":[
                  {"request":{"method":"POST","url":"Patient"},"resource":%s}]}""".formatted(claiming));
        assertThat(bundle.status()).isEqualTo(422);
        assertThat(bundle.text()).contains("Bundle.entry[0].resource").contains("name");
        assertThat(server.delete("StructureDefinition/named").status()).isLessThan(300);
        Answer taken = server.post("Patient", claiming, "Prefer", "return=OperationOutcome");
        assertThat(taken.status()).isEqualTo(201);
        assertThat(taken.text()).contains("is not known here");
    }

    @Test
    void aProfileMayStandOnAnotherStoredOne() {
        String child = profile("child", "Patient", "Patient.active")
                .replace(
                        "http://hl7.org/fhir/StructureDefinition/Patient",
                        "http://example.org/StructureDefinition/parent");
        put("child", child);
        String url = "http://example.org/StructureDefinition/child";
        assertThat(errors(validate(url, BORN)))
                .singleElement()
                .asString()
                .contains("StructureDefinition/child")
                .contains("http://example.org/StructureDefinition/parent is not known here");
        put("parent", profile("parent", "Patient", "Patient.birthDate"));
        assertThat(errors(validate(url, BORN))).isEmpty();
        assertThat(errors(validate(url, PATIENT))).hasSize(2);
    }

    @Test
    void aValueSetAndItsCodeSystemBelongToIt() {
        String bound = profile("bound", "Patient", "Patient.maritalStatus").replace("\"min\":1", """
                "min":1,"binding":{"strength":"required","valueSet":"http://example.org/ValueSet/states"}""");
        put("bound", bound);
        assertThat(server.put("CodeSystem/states", """
                {"resourceType":"CodeSystem","id":"states","url":"http://example.org/CodeSystem/states","name":"States",
                 "status":"active","content":"complete","concept":[{"code":"alone","display":"Alone"}]}""").status()).isEqualTo(201);
        String valueSet = """
                {"resourceType":"ValueSet","id":"states","url":"http://example.org/ValueSet/states","name":"States",
                 "status":"active","compose":{"include":[{"system":"http://example.org/CodeSystem/states"%s}]}}""";
        assertThat(server.put("ValueSet/states", valueSet.formatted("")).status())
                .isEqualTo(201);
        String url = "http://example.org/StructureDefinition/bound";
        assertThat(errors(validate(url, married("alone")))).isEmpty();
        assertThat(errors(validate(url, married("together")))).isNotEmpty().allMatch(e -> e.startsWith("code-invalid"));
        assertThat(server.put("ValueSet/states", valueSet.formatted(",\"concept\":[{\"code\":\"other\"}]"))
                        .status())
                .isEqualTo(200);
        assertThat(errors(validate(url, married("alone")))).isNotEmpty();
    }

    @Test
    void anExtensionIsKnownOnceItsDefinitionIsStored() {
        String extended = """
                {"resourceType":"Patient","extension":[{"url":"http://example.org/StructureDefinition/shoe-size",
                 "valueInteger":38}]}""";
        assertThat(errors(server.post("Patient/$validate", extended))).hasSize(1);
        String definition = profile("shoe-size", "Extension", "Extension.value[x]")
                .replace("\"kind\":\"resource\"", """
                        "kind":"complex-type","context":[{"type":"element","expression":"Patient"}]""")
                .replace("{\"id\":\"Extension.value[x]\"", """
                        {"id":"Extension.url","path":"Extension.url","fixedUri":"http://example.org/StructureDefinition/shoe-size"},
                        {"id":"Extension.value[x]","type":[{"code":"integer"}]""");
        put("shoe-size", definition);
        assertThat(errors(server.post("Patient/$validate", extended))).isEmpty();
        assertThat(errors(server.post(
                        "Patient/$validate", extended.replace("\"valueInteger\":38", "\"valueString\":\"L\""))))
                .isNotEmpty();
    }

    @Test
    void aProfileThatCannotBeUsedIsNamedAndHarmsNoOther() {
        String url = "http://example.org/StructureDefinition/astray";
        put("astray", profile("astray", "Patient", "Patient.nonsense"));
        put(
                "loop",
                profile("loop", "Patient", "Patient.name")
                        .replace(
                                "http://hl7.org/fhir/StructureDefinition/Patient",
                                "http://example.org/StructureDefinition/loop"));
        put(
                "logical",
                profile("logical", "Thing", "Thing.name").replace("\"kind\":\"resource\"", "\"kind\":\"logical\""));
        for (String name : List.of("astray", "loop", "logical")) {
            Answer answer = validate("http://example.org/StructureDefinition/" + name, BORN);
            assertThat(errors(answer))
                    .as(answer.text())
                    .singleElement()
                    .asString()
                    .contains("StructureDefinition/" + name)
                    .contains("cannot be used");
        }
        assertThat(errors(server.post("Patient/$validate", BORN))).isEmpty();
        Answer written = server.post("Patient", claiming("astray"), "Prefer", "return=OperationOutcome");
        assertThat(written.status()).as(written.text()).isEqualTo(201);
        assertThat(written.text()).contains("cannot be used").contains(url);
    }

    @Test
    void theDefinitionsOfR4StayWhatTheyAre() {
        String mine = profile("Patient", "Patient", "Patient.name")
                .replace(
                        "http://example.org/StructureDefinition/Patient",
                        "http://hl7.org/fhir/StructureDefinition/Patient")
                .replace(
                        "\"baseDefinition\":\"http://hl7.org/fhir/StructureDefinition/Patient\"",
                        "\"baseDefinition\":\"http://hl7.org/fhir/StructureDefinition/DomainResource\"");
        put("Patient", mine);
        assertThat(errors(server.post("Patient/$validate", BORN))).isEmpty();
    }

    @Test
    void whatHasNoRoomIsNamed() {
        try (TestServer small =
                TestServer.with(folder.resolve("small"), Map.of("empty", "true", "definition-memory", "700"))) {
            small.put("StructureDefinition/first", profile("first", "Patient", "Patient.birthDate"));
            small.put("StructureDefinition/second", profile("second", "Patient", "Patient.name"));
            String validate = "Patient/$validate?profile=http://example.org/StructureDefinition/";
            assertThat(errors(small.post(validate + "first", BORN))).isEmpty();
            assertThat(errors(small.post(validate + "second", BORN)))
                    .singleElement()
                    .asString()
                    .contains("StructureDefinition/second")
                    .contains("definition-memory");
            small.delete("StructureDefinition/first");
            assertThat(errors(small.post(validate + "second", BORN)))
                    .singleElement()
                    .asString()
                    .contains("Patient.name");
        }
    }

    private static Answer validate(String profile, String resource) {
        return server.post("Patient/$validate?profile=" + profile, resource);
    }

    /** Code, places and text of each. */
    private static List<String> errors(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> errors = new ArrayList<>();
        for (JsonNode issue : answer.json().path("issue")) {
            if (issue.path("severity").asText().matches("error|fatal")) {
                errors.add(issue.path("code").asText() + " " + issue.path("expression") + " " + issue.path("details")
                        + issue.path("diagnostics"));
            }
        }
        return errors;
    }

    private static void put(String id, String profile) {
        Answer answer = server.put("StructureDefinition/" + id, profile);
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private static String claiming(String profile) {
        return "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":[\"http://example.org/StructureDefinition/"
                + profile + "\"]},\"gender\":\"female\"}";
    }

    private static String married(String code) {
        return "{\"resourceType\":\"Patient\",\"maritalStatus\":{\"coding\":[{\"system\":"
                + "\"http://example.org/CodeSystem/states\",\"code\":\"" + code + "\"}]}}";
    }

    /** A profile with a differential only, which wants one element more. */
    static String profile(String id, String type, String required) {
        return """
                {"resourceType":"StructureDefinition","id":"%1$s","url":"http://example.org/StructureDefinition/%1$s",
                 "name":"P","status":"active","fhirVersion":"4.0.1","kind":"resource","abstract":false,"type":"%2$s",
                 "derivation":"constraint","baseDefinition":"http://hl7.org/fhir/StructureDefinition/%2$s",
                 "differential":{"element":[{"id":"%3$s","path":"%3$s","min":1}]}}""".formatted(id, type, required).replace("\n", "").replaceAll(" +\"", "\"");
    }
}
