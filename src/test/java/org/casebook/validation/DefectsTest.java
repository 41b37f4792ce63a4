package org.casebook.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.error.Issue;
import org.casebook.fhir.Json;
import org.casebook.fhir.structure.StructureChecker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every planted defect of {@code fhir-resources/defects} is found as its outcome file says. */
class DefectsTest {
    private static final Path DEFECTS = Path.of("fhir-resources/defects");

    static Stream<String> names() throws IOException {
        return Files.list(DEFECTS)
                .map(p -> p.getFileName().toString())
                .filter(n -> n.endsWith(".outcome.json"))
                .map(n -> n.replace(".outcome.json", ""))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isFound(String name) throws IOException {
        byte[] text = Files.readAllBytes(DEFECTS.resolve(name + ".json"));
        JsonNode wanted = Json.read(Files.readAllBytes(DEFECTS.resolve(name + ".outcome.json")))
                .path("issue")
                .path(0);
        List<Issue> issues = new Validation(ShippedCase.validator())
                .validate(
                        SourceText.of(text),
                        StructureChecker.read(text, null),
                        List.of(),
                        new ShippedCase().resolver());
        assertThat(issues)
                .as("issues of " + name)
                .anySatisfy(issue -> assertThat(describe(issue)).isEqualTo(describe(wanted, issue)));
        assertThat(issues).as("every issue of a text has its place").allMatch(i -> i.position() != null);
    }

    private static String describe(Issue issue) {
        String place = issue.expressions().isEmpty() ? "" : issue.expressions().get(0);
        return issue.severity().code() + " " + issue.type().code() + " " + place;
    }

    /** Where the table wants no particular element, any will do. */
    private static String describe(JsonNode wanted, Issue found) {
        JsonNode place = wanted.path("expression").path(0);
        return wanted.path("severity").asText() + " " + wanted.path("code").asText() + " "
                + (place.isMissingNode() && !found.expressions().isEmpty()
                        ? found.expressions().get(0)
                        : place.asText());
    }

    @Test
    void thereAreTwentyNine() throws IOException {
        assertThat(names()).hasSize(29);
    }
}
