package org.casebook.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.build.AcceptedWarnings;
import org.casebook.error.Issue;
import org.casebook.error.Severity;
import org.casebook.fhir.Json;
import org.casebook.fhir.structure.StructureChecker;
import org.junit.jupiter.api.Test;

/** HL7's validator and our own rules over every file of {@code fhir-resources} that is meant to be right. */
class FhirResourcesTest {
    private static final Path RESOURCES = Path.of("fhir-resources");

    @Test
    void thereAreNoErrorsAndOnlyTheWarningsThatAreExplained() throws IOException {
        ShippedCase shipped = new ShippedCase();
        Validation validation = new Validation(ShippedCase.validator());
        List<String> errors = new ArrayList<>();
        List<String> unexplained = new ArrayList<>();
        for (Path file : files("definitions", "cases/vitale-2009", "bundles")) {
            byte[] text = Files.readAllBytes(file);
            for (Issue issue : validation.validate(
                    SourceText.of(text), StructureChecker.read(text, null), List.of(), shipped.resolver())) {
                if (issue.severity().isError()) {
                    errors.add(file + ": " + issue);
                } else if (issue.severity() == Severity.WARNING && !isAccepted(file, issue)) {
                    unexplained.add(file + ": " + issue);
                }
            }
        }
        assertThat(errors).isEmpty();
        assertThat(unexplained).isEmpty();
    }

    private static boolean isAccepted(Path file, Issue issue) {
        return AcceptedWarnings.ALL.stream()
                .anyMatch(w -> file.getFileName().toString().startsWith(w.file())
                        && issue.text().startsWith(w.text()));
    }

    private static List<Path> files(String... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> inside = Files.list(RESOURCES.resolve(folder))) {
                inside.sorted().forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void everyFileIsPrettyPrintedAndNamedAfterItsResource() throws IOException {
        for (Path file : files("definitions", "cases/vitale-2009")) {
            ObjectNode resource = (ObjectNode) Json.read(Files.readAllBytes(file));
            String id = resource.path("id").asText().replaceFirst("^vitale-2009-(?!facts)", "");
            assertThat(file.getFileName().toString())
                    .isEqualTo(resource.path("resourceType").asText() + "-" + id + ".json");
            assertThat(Files.readString(file))
                    .startsWith("{\n  \"resourceType\"")
                    .endsWith("\n}\n");
        }
    }
}
