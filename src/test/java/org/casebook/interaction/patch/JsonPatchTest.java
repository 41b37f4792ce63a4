package org.casebook.interaction.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6902: HL7's cases, then what they leave out. */
class JsonPatchTest {

    @TestFactory
    List<DynamicTest> hl7Cases() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in =
                JsonPatchTest.class.getResourceAsStream("/org/hl7/fhir/testcases/r4/patch/json-patch-tests.json")) {
            for (JsonNode c : Json.read(in.readAllBytes())) {
                tests.add(DynamicTest.dynamicTest(c.get("comment").asText(), () -> run(c)));
            }
        }
        assertThat(tests).hasSize(16);
        return tests;
    }

    private static void run(JsonNode c) {
        JsonPatch patch = JsonPatch.of(c.get("patch"));
        JsonNode before = c.get("doc").deepCopy();
        if (c.has("error")) {
            assertThatThrownBy(() -> patch.applyTo(c.get("doc"))).isInstanceOf(CasebookException.class);
        } else {
            JsonNode expected = c.has("expected") ? c.get("expected") : c.get("doc");
            assertThat(patch.applyTo(c.get("doc"))).isEqualTo(expected);
        }
        assertThat(c.get("doc")).as("the tree that was given is untouched").isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'op':'remove','path':'/b'}] | 422 | '/b' does not exist",
                "[{'op':'replace','path':'/b','value':1}] | 422 | '/b' does not exist",
                "[{'op':'remove','path':'/l/3'}] | 422 | does not exist",
                "[{'op':'remove','path':'/l/-'}] | 422 | does not exist",
                "[{'op':'remove','path':'/l/01'}] | 422 | does not exist",
                "[{'op':'add','path':'/l/4','value':1}] | 422 | not an index",
                "[{'op':'add','path':'/l/x','value':1}] | 422 | not an index",
                "[{'op':'add','path':'/a/b','value':1}] | 422 | could hold",
                "[{'op':'move','from':'/o','path':'/o/x'}] | 422 | into itself",
                "[{'op':'copy','from':'/none','path':'/x'}] | 422 | does not exist",
                "[{'op':'remove','path':''}] | 422 | cannot be removed",
                "[{'op':'test','path':'/a','value':2}] | 422 | expected 2",
                "[{'op':'test','path':'/a','value':1},{'op':'test','path':'/a','value':'1'}] | 422 | operation [1]",
                "[{'op':'delete','path':'/a'}] | 400 | must be one of",
                "[{'path':'/a'}] | 400 | must be one of",
                "[{'op':'add','path':'/a'}] | 400 | needs a 'value'",
                "[{'op':'remove'}] | 400 | 'path' must be given",
                "[{'op':'move','path':'/a'}] | 400 | 'from' must be given",
                "[{'op':'remove','path':'a'}] | 400 | start with",
                "[{'op':'remove','path':'/~2'}] | 400 | tilde",
                "{'op':'remove','path':'/a'} | 400 | an array",
                "[{'op' | 400 | not JSON",
            })
    void refusals(String patch, int status, String text) {
        String doc = "{'a':1,'l':[1,2,3],'o':{'x':{}}}";
        assertThatThrownBy(() -> apply(doc, patch))
                .isInstanceOfSatisfying(
                        CasebookException.class,
                        e -> assertThat(e.category().status()).isEqualTo(status))
                .hasMessageContaining(text.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'op':'add','path':'/l/-','value':4}] | {'a':1,'l':[1,2,3,4]}",
                "[{'op':'add','path':'/l/3','value':4}] | {'a':1,'l':[1,2,3,4]}",
                "[{'op':'add','path':'/l/0','value':0}] | {'a':1,'l':[0,1,2,3]}",
                "[{'op':'add','path':'/a','value':null}] | {'a':null,'l':[1,2,3]}",
                "[{'op':'replace','path':'/l/1','value':9}] | {'a':1,'l':[1,9,3]}",
                "[{'op':'replace','path':'','value':{'b':1}}] | {'b':1}",
                "[{'op':'copy','from':'/l','path':'/m'},{'op':'remove','path':'/l/0'}] | {'a':1,'l':[2,3],'m':[1,2,3]}",
                "[{'op':'move','from':'/l/2','path':'/l/0'}] | {'a':1,'l':[3,1,2]}",
                "[{'op':'move','from':'/a','path':'/a'}] | {'a':1,'l':[1,2,3]}",
                "[{'op':'test','path':'/a','value':1.00}] | {'a':1,'l':[1,2,3]}",
                "[{'op':'test','path':'/l','value':[1.0,2,3]}] | {'a':1,'l':[1,2,3]}",
                "[{'op':'add','path':'/x~1y~0','value':2}] | {'a':1,'l':[1,2,3],'x/y~':2}",
                "[] | {'a':1,'l':[1,2,3]}",
            })
    void operations(String patch, String expected) throws IOException {
        assertThat(apply("{'a':1,'l':[1,2,3]}", patch)).isEqualTo(json(expected));
    }

    @Test
    void aResourceStaysAnObject() throws IOException {
        JsonPatch patch = JsonPatch.of(json("[{'op':'replace','path':'','value':1}]"));
        assertThatThrownBy(() -> patch.apply(Json.object()))
                .isInstanceOfSatisfying(
                        CasebookException.class, e -> assertThat(e.category()).isEqualTo(ErrorCategory.UNPROCESSABLE));
    }

    private static JsonNode apply(String doc, String patch) throws IOException {
        return JsonPatch.parse(patch.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .applyTo(json(doc));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
