package org.casebook.fhirpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** No expression and no datum brings an evaluation down. */
class FhirPathLimitsTest {
    private final ObjectNode patient = json("{'resourceType':'Patient','id':'p','birthDate':'1999',"
            + "'_birthDate':{'extension':[{'url':'u','valueString':'x'}]},"
            + "'name':[{'given':['A','B'],'_given':[null,{'extension':[{'url':'v','valueCode':'c'}]}]}],"
            + "'_active':{'extension':[{'url':'w','valueCode':'unknown'}]}}");

    @Test
    void aHostileRegularExpressionIsStopped() {
        String text = "a".repeat(40) + "!";
        Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> evaluate("'" + text + "'.matches('^((a|a?)+)+\\\\1z$')"))
                        .isInstanceOfSatisfying(
                                CasebookException.class,
                                e -> assertThat(e.category()).isEqualTo(ErrorCategory.TOO_COSTLY)));
    }

    @Test
    void aRegularExpressionThatIsNoneIsRefused() {
        assertThatThrownBy(() -> evaluate("'x'.matches('(')")).hasMessageContaining("is not a regular expression");
        assertThatThrownBy(() -> evaluate("'x'.replaceMatches('x', '$9')")).hasMessageContaining("substitution");
    }

    @Test
    void anEvaluationHasALimitOfSteps() {
        String nested = "descendants()".concat(".select($this | %resource.descendants())".repeat(6));
        EvaluationContext small = new EvaluationContext() {
            @Override
            public long maxSteps() {
                return 10_000;
            }
        };
        assertThatThrownBy(() -> FhirPath.compile(nested).evaluate(Element.of(patient), small))
                .hasMessageContaining("10000 steps");
    }

    @Test
    void depthIsRefusedAndNotAStackOverflow() {
        assertThatThrownBy(() -> FhirPath.compile("(".repeat(100_000))).isInstanceOf(FhirPathException.class);
        assertThatThrownBy(() -> FhirPath.compile("-".repeat(90_000) + "1")).isInstanceOf(FhirPathException.class);
        assertThatThrownBy(() -> FhirPath.compile("1".concat("+1".repeat(100_000))))
                .isInstanceOf(FhirPathException.class);
        assertThatThrownBy(() -> FhirPath.compile("a".concat(".a".repeat(45_000))))
                .hasMessageContaining("too long");
        assertThat(FhirPath.compile("a".concat(".a".repeat(500))).evaluate(patient))
                .isEmpty();
    }

    @Test
    void hugeNumbersAreRefused() {
        ObjectNode observation = json("{'resourceType':'Observation','valueQuantity':{'value':1e999999}}");
        assertThatThrownBy(() -> FhirPath.compile("Observation.value.value + 1").evaluate(observation))
                .hasMessageContaining("digits");
    }

    @Test
    void aFaultHasItsPlace() {
        assertThatThrownBy(() -> FhirPath.compile("Patient.name.where(use = 'official'"))
                .hasMessageContaining("expected ')' at character 36");
        assertThatThrownBy(() -> FhirPath.compile("Patient.nom()")).hasMessageContaining("no function 'nom'");
        assertThatThrownBy(() -> FhirPath.compile("1 is Quantitty")).hasMessageContaining("no type 'Quantitty'");
    }

    @Test
    void anElementKnowsItsPlace() {
        List<Item> given = FhirPath.compile("Patient.name.given").evaluate(patient);
        Element second = (Element) given.get(1);
        assertThat(second.path()).isEqualTo("Patient.name[0].given[1]");
        assertThat(second.index()).isEqualTo(1);
        assertThat(second.parent().json()).isSameAs(patient.get("name").get(0));
        assertThat(second.role().name()).isEqualTo("given");
    }

    @Test
    void aPrimitiveWithoutValueIsStillThere() {
        assertThat(text("Patient.active.extension('w').value")).containsExactly("unknown");
        assertThat(text("Patient.active.exists()")).containsExactly("true");
        assertThat(text("Patient.active.hasValue()")).containsExactly("false");
        assertThat(text("Patient.birthDate.extension.value")).containsExactly("x");
        assertThat(text("Patient.name.given.extension('v').value")).containsExactly("c");
        assertThat(text("Patient.name.given[1].extension.url")).containsExactly("v");
    }

    private List<String> text(String expression) {
        return evaluate(expression).stream().map(i -> i.value().text()).toList();
    }

    private List<Item> evaluate(String expression) {
        return FhirPath.compile(expression).evaluate(patient);
    }

    private static ObjectNode json(String text) {
        return Json.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
