package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.Severity;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must never end in an exception, a hang or an answer that cannot be written. */
class HostileTextTest {
    private static CheckedResource read(byte[] text) {
        return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            CheckedResource checked = StructureChecker.read(text, null);
            assertThat(Json.write(OperationOutcomes.of(checked.issues()))).isNotEmpty();
            return checked;
        });
    }

    private static CheckedResource read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void isFatal(CheckedResource checked) {
        assertThat(checked.issues()).extracting(Issue::severity).containsExactly(Severity.FATAL);
    }

    @Test
    void deepNesting() {
        isFatal(read("[".repeat(100_000)));
        isFatal(read("{\"a\":".repeat(100_000)));
        isFatal(read("{\"resourceType\":\"Patient\",\"contact\":" + "[{\"extension\":".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e2147483648", "1E+99999999999999"})
    void hugeExponents(String number) {
        CheckedResource checked = read("{\"resourceType\":\"Patient\",\"multipleBirthInteger\":" + number + "}");
        assertThat(checked.isValid()).isFalse();
        checked = read(
                "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"extension\":[{\"url\":\"u\",\"valueDecimal\":"
                        + number + "}]}");
        assertThat(checked.isValid()).isFalse();
    }

    @Test
    void numbersBeyondJavasDoubleSurvive() {
        String json =
                "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"extension\":[{\"url\":\"u\",\"valueDecimal\":-1.50E+400}]}";
        assertThat(new String(Json.write(read(json).orThrow()), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @Test
    void hugeNumbers() {
        isFatal(read("{\"resourceType\":\"Patient\",\"multipleBirthInteger\":" + "9".repeat(1_000_000) + "}"));
        assertThat(read("{\"resourceType\":\"Patient\",\"multipleBirthInteger\":" + "9".repeat(900) + "}")
                        .isValid())
                .isFalse();
    }

    @Test
    void invalidUtf8() {
        byte[] text = "{\"resourceType\":\"Patient\",\"language\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        for (int bad : List.of(0x80, 0xC0, 0xE0, 0xF8, 0xFF)) {
            byte[] copy = text.clone();
            copy[copy.length - 3] = (byte) bad;
            isFatal(read(copy));
        }
    }

    @Test
    void otherEncodings() {
        String text = "{\"resourceType\":\"Patient\"}";
        isFatal(read(text.getBytes(StandardCharsets.UTF_16)));
        isFatal(read(text.getBytes(StandardCharsets.UTF_16LE)));
        isFatal(read(text.getBytes(StandardCharsets.UTF_16BE)));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(read("\uFEFF{\"resourceType\":\"Patient\"}").isValid()).isTrue();
        assertThat(read("\uFEFF{\"resourceType\":\"Patient\",\"x\":1}")
                        .issues()
                        .get(0)
                        .position()
                        .column())
                .isEqualTo(27);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00x", "\\ud800\\ud800", "\\u0000", "\\u0008", "\\uffff", "a\\u001fb"})
    void halfSurrogatesAndControlCharacters(String escape) {
        assertThat(read("{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"" + escape + "\"}]}")
                        .isValid())
                .isFalse();
        assertThat(read("{\"resourceType\":\"Patient\",\"" + escape + "\":1}").isValid())
                .isFalse();
        assertThat(read("{\"resourceType\":\"" + escape + "\"}").isValid()).isFalse();
    }

    @Test
    void wholeSurrogatePairsAreText() {
        assertThat(read("{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"\\ud83d\\ude00\"}]}")
                        .isValid())
                .isTrue();
    }

    @Test
    void longNamesAndManyDuplicates() {
        read("{\"resourceType\":\"Patient\",\"" + "x".repeat(1_000_000) + "\":1}");
        CheckedResource checked = read("{\"resourceType\":\"Patient\"" + ",\"active\":true".repeat(200_000) + "}");
        assertThat(checked.issues()).hasSize(1);
    }

    @Test
    void patternsThatExplode() {
        String long64 = "A".repeat(3_000_000);
        assertThat(read("{\"resourceType\":\"Binary\",\"contentType\":\"x\",\"data\":\"" + long64 + "\"}")
                        .isValid())
                .isTrue();
        assertThat(read("{\"resourceType\":\"Binary\",\"contentType\":\"x\",\"data\":\"" + long64 + "!\"}")
                        .isValid())
                .isFalse();
        assertThat(read("{\"resourceType\":\"Binary\",\"contentType\":\"" + "a ".repeat(500_000) + "\"}")
                        .isValid())
                .isFalse();
        read("{\"resourceType\":\"Patient\",\"text\":{\"status\":\"generated\",\"div\":\"<div "
                + "a='b' ".repeat(20_000) + ">x</div>\"}}");
    }
}
