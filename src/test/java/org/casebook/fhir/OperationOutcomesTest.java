package org.casebook.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Position;
import org.casebook.fhir.structure.StructureChecker;
import org.junit.jupiter.api.Test;

class OperationOutcomesTest {
    @Test
    void carriesAllOfAnIssue() {
        Issue issue =
                Issue.error(IssueType.CODE_INVALID, "wrong", "Patient.gender").at(new Position(3, 7));
        ObjectNode outcome = OperationOutcomes.of(List.of(issue));
        assertThat(outcome.at("/issue/0/severity").asText()).isEqualTo("error");
        assertThat(outcome.at("/issue/0/code").asText()).isEqualTo("code-invalid");
        assertThat(outcome.at("/issue/0/details/text").asText()).isEqualTo("wrong");
        assertThat(outcome.at("/issue/0/expression/0").asText()).isEqualTo("Patient.gender");
        assertThat(outcome.at("/issue/0/location/0").asText()).isEqualTo("Line 3, Column 7");
        assertThat(outcome.at("/issue/0/extension/0/valueInteger").asInt()).isEqualTo(3);
        assertThat(StructureChecker.check(outcome)).isEmpty();
    }

    @Test
    void hasAnIssueEvenWhenAllIsWell() {
        ObjectNode outcome = OperationOutcomes.of(List.of());
        assertThat(outcome.at("/issue/0/severity").asText()).isEqualTo("information");
        assertThat(StructureChecker.check(outcome)).isEmpty();
    }
}
