package org.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.Test;

class BundleCommandTest {
    private static final Path FOLDER = Path.of("fhir-resources");

    @Test
    void theBundlesAreInStepWithTheCase() throws IOException {
        Map<String, byte[]> made = BundleCommand.bundles(FOLDER);
        assertThat(made).hasSize(3);
        for (Map.Entry<String, byte[]> bundle : made.entrySet()) {
            assertThat(Files.readString(FOLDER.resolve("bundles").resolve(bundle.getKey())))
                    .as("run casebook bundle: " + bundle.getKey())
                    .isEqualTo(new String(bundle.getValue(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theDocumentBeginsWithItsCompositionAndNamesEachResourceOnce() throws IOException {
        JsonNode document = Json.read(Files.readAllBytes(FOLDER.resolve("bundles/vitale-2009-document.json")));
        assertThat(document.at("/entry/0/resource/resourceType").asText()).isEqualTo("Composition");
        assertThat(document.path("entry").findValuesAsText("fullUrl"))
                .doesNotHaveDuplicates()
                .hasSize(62);
    }
}
