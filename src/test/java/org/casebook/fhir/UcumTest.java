package org.casebook.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UcumTest {

    @ParameterizedTest
    @CsvSource({
        "5, mg, 0.005, g",
        "1, kg, 1000, g",
        "1, h, 3600, s",
        "2, min, 120, s",
        "37, Cel, 310.15, K",
        "0, [degF], 255.372222222222222222222222222222222, K",
        "1, %, 0.01, 1",
        "1, m/s, 1, m.s-1",
        "7, 1, 7, 1",
        "1, 10*3/uL, 1000000000000, m-3",
        "1, 1000.g, 1000, g",
        "1, {score}, 1, 1"
    })
    void convertsToBaseUnits(BigDecimal value, String code, BigDecimal converted, String unit) {
        Ucum.Canonical canonical = Ucum.canonical(value, code).orElseThrow();
        assertThat(canonical.value()).isCloseTo(converted, within(new BigDecimal("1e-20")));
        assertThat(canonical.unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "years",
                "foo",
                "[pH]",
                "dB",
                "B[SPL]",
                "mg/",
                "m^",
                "((((",
                "mg mg",
                "10*999999999",
                "m999999999",
                "10^-99999",
                "m+99999999999999999999"
            })
    void whatIsNotUcumIsNotConverted(String code) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(Ucum.conversion(code)).isEmpty());
    }

    @Test
    void absurdNumbersAndCodesEndAtOnce() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(Ucum.canonical(new BigDecimal("1e999999999"), "Cel")).isEmpty();
            assertThat(Ucum.canonical(new BigDecimal("1e-999999999"), "Cel")).isEmpty();
            assertThat(Ucum.conversion("(".repeat(100_000))).isEmpty();
            assertThat(Ucum.conversion("m.".repeat(49) + "m")).isPresent();
        });
    }
}
