package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.casebook.error.Severity;
import org.casebook.fhir.structure.StructureChecker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row A27: the CapabilityStatement follows the settings and the search parameters in force. */
class CapabilityStatementTest {
    @TempDir
    Path data;

    @Test
    void asItIsByDefault() {
        try (TestServer server = TestServer.empty(data)) {
            var answer = server.get("metadata");
            assertThat(StructureChecker.read(answer.response().body(), "CapabilityStatement")
                            .issues())
                    .noneMatch(issue -> issue.severity() == Severity.ERROR);
            JsonNode statement = answer.json();
            JsonNode patient = patient(statement);
            assertThat(texts(patient.path("referencePolicy")))
                    .containsExactly("literal", "logical", "local", "enforced");
            assertThat(patient.path("versioning").asText()).isEqualTo("versioned");
            assertThat(statement.at("/rest/0/security/cors").asBoolean(true)).isFalse();
            assertThat(names(statement.at("/rest/0/operation"))).doesNotContain("expunge");
            assertThat(statement.path("version").asText()).isEqualTo(Build.version());
            assertThat(statement.at("/software/version").asText()).isEqualTo(Build.version());
            assertThat(OffsetDateTime.parse(statement.path("date").asText()))
                    .isBetween(
                            OffsetDateTime.now().minusMinutes(5),
                            OffsetDateTime.now().plusMinutes(1));
            assertThat(statement.at("/implementation/url").asText()).isEqualTo(server.base());
            assertThat(statement.path("fhirVersion").asText()).isEqualTo("4.0.1");
        }
    }

    @Test
    void asTheSettingsSay() {
        Map<String, String> settings = Map.of(
                "empty", "true",
                "referential-integrity", "allow",
                "require-if-match", "true",
                "allow-expunge", "true",
                "cors-origins", "https://app.example.org",
                "base-url", "https://fhir.example.org/r4");
        try (TestServer server = TestServer.with(data, settings)) {
            JsonNode statement = server.get(
                            "http://127.0.0.1:" + server.server().port() + "/fhir/metadata")
                    .json();
            JsonNode patient = patient(statement);
            assertThat(texts(patient.path("referencePolicy"))).containsExactly("literal", "logical", "local");
            assertThat(patient.path("versioning").asText()).isEqualTo("versioned-update");
            assertThat(statement.at("/rest/0/security/cors").asBoolean()).isTrue();
            assertThat(names(patient.path("operation"))).contains("expunge");
            assertThat(statement.at("/implementation/url").asText()).isEqualTo("https://fhir.example.org/r4");
        }
    }

    @Test
    void aPostedSearchParameterIsClaimedAndItsReferencesToo() {
        try (TestServer server = TestServer.empty(data)) {
            String parameter = """
                    {"resourceType":"SearchParameter","url":"http://example.org/SearchParameter/keeper","name":"Keeper",
                     "status":"active","description":"Who keeps the basket","code":"keeper","base":["Basic"],
                     "type":"reference","expression":"Basic.extension('http://example.org/keeper').value.as(Reference)",
                     "target":["Practitioner"]}""";
            assertThat(server.post("SearchParameter", parameter).status()).isEqualTo(201);
            JsonNode statement = server.get("metadata").json();
            assertThat(names(resource(statement, "Basic").path("searchParam"))).contains("keeper");
            assertThat(texts(resource(statement, "Basic").path("searchInclude")))
                    .contains("Basic:keeper");
            assertThat(texts(resource(statement, "Practitioner").path("searchRevInclude")))
                    .contains("Basic:keeper");
            assertThat(texts(patient(statement).path("searchRevInclude"))).doesNotContain("Basic:keeper");
        }
    }

    @Test
    void everyDefinitionOfOursIsServed() {
        try (TestServer server = TestServer.with(data, Map.of("allow-expunge", "true"))) {
            JsonNode rest = server.get("metadata").json().at("/rest/0");
            Set<String> operations = new TreeSet<>();
            rest.findValues("operation")
                    .forEach(array -> array.forEach(
                            o -> operations.add(o.path("definition").asText())));
            operations.removeIf(url -> !url.startsWith("https://casebook.example/fhir/"));
            assertThat(operations).hasSize(3);
            for (String url : operations) {
                JsonNode found = server.get("OperationDefinition?url=" + url).json();
                assertThat(found.path("total").asInt()).as(url).isOne();
                JsonNode definition = found.at("/entry/0/resource");
                assertThat(url)
                        .endsWith("/OperationDefinition/"
                                + definition.path("code").asText());
                assertThat(server.get("OperationDefinition/"
                                        + definition.path("id").asText())
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private static JsonNode patient(JsonNode statement) {
        return resource(statement, "Patient");
    }

    private static JsonNode resource(JsonNode statement, String type) {
        for (JsonNode resource : statement.at("/rest/0/resource")) {
            if (resource.path("type").asText().equals(type)) {
                return resource;
            }
        }
        throw new AssertionError(type);
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(element -> names.add(element.path("name").asText()));
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
