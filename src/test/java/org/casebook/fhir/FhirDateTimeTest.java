package org.casebook.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirDateTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2010, 2010-01-01T00:00:00Z, 2011-01-01T00:00:00Z",
        "2012-02, 2012-02-01T00:00:00Z, 2012-03-01T00:00:00Z",
        "2010-12, 2010-12-01T00:00:00Z, 2011-01-01T00:00:00Z",
        "2012-02-29, 2012-02-29T00:00:00Z, 2012-03-01T00:00:00Z",
        "9999, 9999-01-01T00:00:00Z, +10000-01-01T00:00:00Z",
        "2010-03-02T12:30, 2010-03-02T12:30:00Z, 2010-03-02T12:31:00Z",
        "2010-03-02T12:30Z, 2010-03-02T12:30:00Z, 2010-03-02T12:31:00Z",
        "2010-03-02T12:30:15+02:00, 2010-03-02T10:30:15Z, 2010-03-02T10:30:16Z",
        "2010-03-02T12:30:15-09:30, 2010-03-02T22:00:15Z, 2010-03-02T22:00:16Z",
        "2010-03-02T12:30:15.5Z, 2010-03-02T12:30:15.5Z, 2010-03-02T12:30:15.6Z",
        "2010-03-02T12:30:15.123456Z, 2010-03-02T12:30:15.123Z, 2010-03-02T12:30:15.124Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z, 2017-01-01T00:00:01Z",
        "0001-01-01, 0001-01-01T00:00:00Z, 0001-01-02T00:00:00Z",
    })
    void standsForAnInterval(String text, String low, String high) {
        FhirDateTime value = FhirDateTime.parse(text).orElseThrow();
        assertThat(Instant.ofEpochMilli(value.low())).isEqualTo(Instant.parse(low));
        assertThat(Instant.ofEpochMilli(value.high())).isEqualTo(Instant.parse(high));
        assertThat(value).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "201",
                "0000",
                "20100",
                "2010-",
                "2010-1",
                "2010-13",
                "2010-00",
                "2010-02-30",
                "2011-02-29",
                "2010-03-32",
                "12/2008",
                "2010-03-02T",
                "2010-03-02T12",
                "2010-03-02T24:00:00Z",
                "2010-03-02T12:60:00Z",
                "2010-03-02T12:30:61Z",
                "2010-03-02T12:30:00.Z",
                "2010-03-02T12:30:00+15:00",
                "2010-03-02T12:30:00+14:30",
                "2010-03-02T12:30:00z",
                "2010-03-02 12:30:00Z",
                "２０１０",
                " 2010",
                "2010 ",
                "2010-03-02T12:30:00+0100",
                "-2010"
            })
    void refusesWhatIsNoDate(String text) {
        assertThat(FhirDateTime.parse(text)).isEmpty();
    }

    @Test
    void tellsThePrimitivesApart() {
        assertThat(FhirDateTime.isDate("2010-03")).isTrue();
        assertThat(FhirDateTime.isDate("2010-03-02T12:30:00Z")).isFalse();
        assertThat(FhirDateTime.isDateTime("2010-03")).isTrue();
        assertThat(FhirDateTime.isDateTime("2010-03-02T12:30:00Z")).isTrue();
        assertThat(FhirDateTime.isDateTime("2010-03-02T12:30:00")).isFalse();
        assertThat(FhirDateTime.isDateTime("2010-03-02T12:30Z")).isFalse();
        assertThat(FhirDateTime.isInstant("2010-03-02")).isFalse();
        assertThat(FhirDateTime.isInstant("2010-03-02T12:30:00.1-05:00")).isTrue();
        assertThat(FhirDateTime.isTime("12:30:00.25")).isTrue();
        assertThat(FhirDateTime.isTime("12:30")).isFalse();
        assertThat(FhirDateTime.isTime("12:30:00Z")).isFalse();
        assertThat(FhirDateTime.isTime("24:00:00")).isFalse();
    }
}
