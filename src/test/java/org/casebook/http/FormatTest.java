package org.casebook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.casebook.error.CasebookException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/fhir+json|JSON",
                "application/fhir+xml|XML",
                "application/json|JSON",
                "text/xml|XML",
                "*/*|JSON",
                "application/fhir+xml;q=0.5, application/fhir+json;q=0.9|JSON",
                "application/fhir+xml, */*;q=0.1|XML",
                "text/turtle, application/fhir+xml;q=0.2|XML",
                "application/fhir+json; fhirVersion=4.0|JSON",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|JSON"
            })
    void acceptHeader(String accept, Format format) {
        assertThat(Format.negotiate(null, accept)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"json,JSON", "xml,XML", "application/fhir xml,XML", "application/fhir+json,JSON", "text/xml,XML"})
    void formatParameterWins(String parameter, Format format) {
        assertThat(Format.negotiate(parameter, "application/x-other")).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/turtle", "application/foo", "application/fhir+json;fhirVersion=5.0", "application/json;q=0"
            })
    void nothingAcceptable(String accept) {
        assertThatThrownBy(() -> Format.negotiate(null, accept))
                .isInstanceOf(CasebookException.class)
                .hasMessageContaining("application/fhir+json");
    }

    @Test
    void unknownFormatIsRefused() {
        assertThatThrownBy(() -> Format.negotiate("ttl", null)).hasMessageContaining("_format 'ttl'");
    }

    @Test
    void contentTypes() {
        assertThat(Format.ofContentType("application/fhir+json; charset=UTF-8")).contains(Format.JSON);
        assertThat(Format.ofContentType("application/x-www-form-urlencoded")).isEmpty();
        assertThat(Format.ofContentType("application/fhir+xml; fhirVersion=3.0"))
                .isEmpty();
    }
}
