package org.casebook.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casebook.error.CasebookException;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.Test;

class SearchParametersTest {
    private final SearchParameters r4 = SearchParameters.r4();

    @Test
    void hasAllOfHl7AndThoseOfTheSearchPage() {
        assertThat(r4.all()).hasSize(1375 + 4);
        assertThat(r4.of("Patient", "name")).map(SearchParameter::type).contains(SearchParamType.STRING);
        assertThat(r4.of("Patient", "_id")).map(SearchParameter::type).contains(SearchParamType.TOKEN);
        assertThat(r4.of("Patient", "_text")).isPresent();
        assertThat(r4.of("Binary", "_text")).isEmpty();
        assertThat(r4.of("Binary", "_content")).isPresent();
        assertThat(r4.of("Location", "near")).map(SearchParameter::type).contains(SearchParamType.SPECIAL);
    }

    @Test
    void keysAreDistinct() {
        Map<Integer, String> seen = new HashMap<>();
        for (SearchParameter parameter : r4.all()) {
            assertThat(seen.put(parameter.key(), parameter.url())).isNull();
            for (String base : parameter.base()) {
                assertThat(seen.put(parameter.key(base), base + parameter.url()))
                        .isNull();
            }
        }
    }

    @Test
    void keysNeverChange() {
        assertThat(r4.of("Patient", "name").orElseThrow().key()).isEqualTo(-540158227);
    }

    @Test
    void anAdditionGivesANewSnapshot() {
        SearchParameter added = SearchParameters.read(resource("'base':['Patient'],'code':'name','type':'token',"
                + "'url':'http://example.org/x','expression':'Patient.id'"));
        SearchParameters more = r4.with(List.of(added));
        assertThat(more.of("Patient", "name")).contains(added);
        assertThat(r4.of("Patient", "name")).map(SearchParameter::type).contains(SearchParamType.STRING);
        assertThat(more.without("http://example.org/x").of("Patient", "name")).isEqualTo(r4.of("Patient", "name"));
    }

    @Test
    void anUnusableOneIsRefused() {
        assertThatThrownBy(() -> SearchParameters.read(resource("'code':'x','type':'token','url':'http://e.org/x'")))
                .isInstanceOf(CasebookException.class)
                .hasMessageContaining("SearchParameter.base");
    }

    @Test
    void anExpressionThatCanFindNothingIsRefused() {
        String head = "'code':'x','type':'token','url':'http://e.org/x','base':['Patient'],'expression':";
        assertThatThrownBy(() -> SearchParameters.read(resource(head + "'Patient.nickname'")))
                .hasMessageContaining("Patient has no element 'nickname'");
        assertThatThrownBy(() -> SearchParameters.read(resource(head + "'Patient.deceasedBoolean'")))
                .hasMessageContaining("write deceased.ofType(boolean)");
        assertThatThrownBy(() -> SearchParameters.read(resource(head + "'Observation.code'")))
                .hasMessageContaining("no branch for Patient");
        assertThatThrownBy(() -> SearchParameters.read(resource(head + "'Patient.name.where('")))
                .hasMessageContaining("ends too early");
    }

    private static ObjectNode resource(String body) {
        return Json.stored(("{'resourceType':'SearchParameter'," + body + "}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8));
    }
}
