package org.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateTest {
    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                new CommandLine(new Validate()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    @Test
    void errorsStandWithFileLineAndColumn(@TempDir Path folder) throws IOException {
        Files.copy(Path.of("fhir-resources/defects/N02.json"), folder.resolve("bad.json"));
        Files.writeString(
                folder.resolve("good.xml"),
                "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"female\"/></Patient>");
        Files.writeString(
                folder.resolve("lines.ndjson"),
                "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n{\"resourceType\":\"Patient\",\"gender\":\"girl\"}\n{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/a\"}}\n");
        Run run = run(folder.toString(), "--errors-only");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .anyMatch(l -> l.matches(".*bad\\.json:\\d+:3: error: code-invalid: MedicationStatement\\.status: .*"))
                .anyMatch(l -> l.matches(".*lines\\.ndjson:2:\\d+: error: code-invalid: Patient\\.gender: .*"))
                .last()
                .isEqualTo("5 resources, 2 errors");
    }

    @Test
    void jsonIsAnArrayOfOutcomesAndTheCaseIsRight() throws IOException {
        Run run = run("--format", "json", "fhir-resources/cases/vitale-2009/Patient-p1.json");
        assertThat(run.exit()).isZero();
        JsonNode outcomes = Json.read(run.out().getBytes(StandardCharsets.UTF_8));
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.at("/0/outcome/resourceType").asText()).isEqualTo("OperationOutcome");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(run("nowhere.json").exit()).isEqualTo(2);
        assertThat(run("--format", "yaml", "fhir-resources").exit()).isEqualTo(2);
    }
}
