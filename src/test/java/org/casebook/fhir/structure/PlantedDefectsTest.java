package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.casebook.error.Issue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The planted defects of the case that are a matter of structure; the others need profiles. */
class PlantedDefectsTest {

    @ParameterizedTest
    @CsvSource({
        "N01, error required Observation.status",
        "N02, error code-invalid MedicationStatement.status",
        "N03, error code-invalid Condition.clinicalStatus",
        "N07, error value Procedure.performed.ofType(dateTime)",
        "N17, error structure MedicationStatement.effectiveTiming",
        "N20, error invalid Condition.text.div",
        "N23, error required DocumentReference.content",
        "N27, error structure Observation.valueCodableConcept",
        "N30, 'error structure Procedure.partOf,Procedure.partOf[0]'",
        "N34, error structure Condition.bodySite",
        "N36, fatal structure",
        "N38, error required Observation.code"
    })
    void isFoundAsWanted(String name, String expected) throws IOException {
        byte[] text = Files.readAllBytes(Path.of("fhir-resources/defects", name + ".json"));
        assertThat(StructureChecker.read(text, null).issues()).singleElement().satisfies(issue -> {
            assertThat(shown(issue)).isEqualTo(expected);
            assertThat(issue.position()).isNotNull();
        });
    }

    private static String shown(Issue issue) {
        return (issue.severity().code() + " " + issue.type().code() + " " + String.join(",", issue.expressions()))
                .strip();
    }
}
