package org.casebook.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageWishTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '#',
            value = {
                "- # text/html # true",
                "- # text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8 # true",
                "code=x&_format=html # */* # true",
                "_format=text%2Fhtml # - # true",
                "- # - # false",
                "- # */* # false",
                "- # application/fhir+json # false",
                "- # application/fhir+xml,text/html;q=0.9 # false",
                "- # application/json, text/html # false",
                "- # text/html;q=0, application/xml # false",
                "- # text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 # false",
                "_format=json # text/html # false",
                "code=x&_format=application/fhir%2Bxml # text/html # false"
            })
    void aPageIsForWhoNamesHtmlAndNoFhirFormat(String query, String accept, boolean page) {
        assertThat(PageWish.of(query, accept)).isEqualTo(page);
    }
}
