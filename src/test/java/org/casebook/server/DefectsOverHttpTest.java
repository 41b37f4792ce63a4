package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every planted defect over HTTP: {@code $validate} tells it, a write refuses it and stores nothing. */
class DefectsOverHttpTest {
    private static final Path DEFECTS = Path.of("fhir-resources/defects");
    private static final Set<String> WARNINGS_ON_WRITE = Set.of("N25", "N31");
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.withCase(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> names() throws IOException {
        return Files.list(DEFECTS)
                .map(p -> p.getFileName().toString())
                .filter(n -> n.endsWith(".outcome.json"))
                .map(n -> n.replace(".outcome.json", ""))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void validateTellsIt(String name) throws IOException {
        TestServer.Answer answer = server.post(type(name) + "/$validate", text(name));
        assertThat(answer.status()).isEqualTo(name.equals("N36") ? 400 : 200);
        assertThat(issues(answer)).anyMatch(issue -> matches(issue, wanted(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWriteIsRefusedAndStoresNothing(String name) throws IOException {
        TestServer.Answer answer = server.post(type(name), text(name), "Prefer", "return=OperationOutcome");
        if (WARNINGS_ON_WRITE.contains(name)) {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(issues(answer))
                    .anyMatch(issue -> issue.path("severity").asText().equals("warning")
                            && issue.path("code").equals(wanted(name).path("code"))
                            && issue.path("expression").equals(wanted(name).path("expression")));
            return;
        }
        assertThat(answer.status()).isEqualTo(name.equals("N36") ? 400 : 422);
        assertThat(issues(answer)).anyMatch(issue -> matches(issue, wanted(name)));
        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void theCaseItselfIsAccepted() throws IOException {
        for (String file : List.of("Patient-p1", "MedicationStatement-bisphosphonate", "Composition-vitale-2009")) {
            String text = Files.readString(Path.of("fhir-resources/cases/vitale-2009/" + file + ".json"));
            JsonNode resource = Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String type = resource.path("resourceType").asText();
            assertThat(server.put(type + "/" + resource.path("id").asText(), text)
                            .status())
                    .isEqualTo(200);
            assertThat(issues(server.post(type + "/$validate", text)))
                    .noneMatch(issue -> Set.of("error", "fatal")
                            .contains(issue.path("severity").asText()));
        }
    }

    private static boolean matches(JsonNode issue, JsonNode wanted) {
        return issue.path("severity").equals(wanted.path("severity"))
                && issue.path("code").equals(wanted.path("code"))
                && (wanted.path("expression").isMissingNode()
                        || issue.path("expression")
                                .path(0)
                                .equals(wanted.path("expression").path(0)));
    }

    private static List<JsonNode> issues(TestServer.Answer answer) {
        List<JsonNode> issues = new ArrayList<>();
        answer.json().path("issue").forEach(issues::add);
        return issues;
    }

    private static JsonNode wanted(String name) {
        try {
            return Json.read(Files.readAllBytes(DEFECTS.resolve(name + ".outcome.json")))
                    .path("issue")
                    .path(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String name) throws IOException {
        return Files.readString(DEFECTS.resolve(name + ".json"));
    }

    private static String type(String name) throws IOException {
        try {
            return Json.read(Files.readAllBytes(DEFECTS.resolve(name + ".json")))
                    .path("resourceType")
                    .asText();
        } catch (JsonProcessingException e) {
            return "Practitioner";
        }
    }
}
