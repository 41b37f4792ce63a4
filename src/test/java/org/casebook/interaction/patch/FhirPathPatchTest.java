package org.casebook.interaction.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.casebook.error.CasebookException;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** HL7's FHIRPath Patch cases, forwards (apply the patch) and both ways (find the patch), then what they leave out. */
class FhirPathPatchTest {
    private static final FhirContext R4 = FhirContext.forR4Cached();

    @TestFactory
    List<DynamicTest> hl7CasesForwards() throws IOException, SAXException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Element c : cases()) {
            tests.add(DynamicTest.dynamicTest(c.getAttribute("name"), () -> forwards(c)));
        }
        assertThat(tests).hasSize(33);
        return tests;
    }

    @TestFactory
    List<DynamicTest> hl7CasesBackwards() throws IOException, SAXException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Element c : cases()) {
            if (c.getAttribute("mode").equals("both")) {
                tests.add(DynamicTest.dynamicTest(c.getAttribute("name"), () -> backwards(c)));
            }
        }
        assertThat(tests).hasSize(29);
        return tests;
    }

    private static List<Element> cases() throws IOException, SAXException {
        try (InputStream in =
                FhirPathPatchTest.class.getResourceAsStream("/org/hl7/fhir/testcases/r4/patch/fhir-patch-tests.xml")) {
            return XmlDocument.elements(XmlDocument.parse(in.readAllBytes()).getDocumentElement());
        }
    }

    private static void forwards(Element c) {
        ObjectNode input = resource(c, "input");
        ObjectNode before = input.deepCopy();
        FhirPathPatch patch = FhirPathPatch.parse(resource(c, "diff"));
        if (child(c, "error") != null) {
            assertThatThrownBy(() -> patch.apply(input)).isInstanceOf(CasebookException.class);
        } else {
            assertThat(plain(patch.apply(input))).isEqualTo(plain(resource(c, "output")));
        }
        assertThat(input).isEqualTo(before);
    }

    /** The patch that is found is HL7's own, operation by operation, and does what it should. */
    private static void backwards(Element c) {
        ObjectNode input = resource(c, "input");
        ObjectNode output = resource(c, "output");
        ObjectNode diff = ResourceDiff.between(input, output);
        assertThat(plain(diff)).isEqualTo(plain(resource(c, "diff")));
        assertThat(FhirPathPatch.parse(diff).apply(input)).isEqualTo(output);
    }

    private static ObjectNode resource(Element c, String name) {
        try {
            ByteArrayOutputStream xml = new ByteArrayOutputStream();
            Element root = XmlDocument.elements(child(c, name)).get(0);
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(root), new StreamResult(xml));
            String json = R4.newJsonParser()
                    .setParserErrorHandler(new ca.uhn.fhir.parser.LenientErrorHandler())
                    .encodeResourceToString(R4.newXmlParser().parseResource(xml.toString(StandardCharsets.UTF_8)));
            return (ObjectNode) Json.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (TransformerException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * White space between the tags of a narrative is indentation, and HL7's file has it differently in its parts; a quote
     * in text is the same with and without an entity.
     */
    private static String plain(ObjectNode node) {
        return node.toPrettyString()
                .replace("&quot;", "\\\"")
                .replaceAll("(\\\\n|\\\\r|\\s)+", " ")
                .replaceAll("> ", ">")
                .replaceAll(" <", "<");
    }

    private static Element child(Element parent, String name) {
        return XmlDocument.elements(parent).stream()
                .filter(e -> e.getLocalName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static final String PATIENT = """
            {'resourceType':'Patient','active':true,
             'name':[{'use':'official','given':['A','B','C'],'_given':[null,{'id':'b'},null]},{'use':'usual','family':'F'}],
             'birthDate':'2000-01-01','_birthDate':{'extension':[{'url':'http://t','valueDateTime':'2000-01-01T10:00:00Z'}]},
             'deceasedBoolean':false,
             'extension':[{'url':'http://e','valueString':'x'}]}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete | Patient.name[0].given[1] | | 'given':['A','B','C'],'_given':[null,{'id':'b'},null] | 'given':['A','C']",
                "delete | Patient.name.given.first() | | 'given':['A','B','C'],'_given':[null,{'id':'b'},null] | 'given':['B','C'],'_given':[{'id':'b'},null]",
                "delete | Patient.name.given.last() | | 'given':['A','B','C'],'_given':[null,{'id':'b'},null] | 'given':['A','B'],'_given':[null,{'id':'b'}]",
                "delete | Patient.birthDate.extension('http://t') | | ,'_birthDate':{'extension':[{'url':'http://t','valueDateTime':'2000-01-01T10:00:00Z'}]} | ",
                "delete | Patient.gender | | 'active':true | 'active':true",
                "delete | Patient.deceased.ofType(boolean) | | 'deceasedBoolean':false, | ",
                "delete | (Patient.deceased as boolean) | | 'deceasedBoolean':false, | ",
                "delete | Patient.deceased.ofType(dateTime) | | 'active':true | 'active':true",
                "replace | Patient.deceased | 'valueDateTime':'2020' | 'deceasedBoolean':false | 'deceasedDateTime':'2020'",
                "replace | Patient.name.where(use='official') | 'valueHumanName':{'text':'N'} | {'use':'official','given':['A','B','C'],'_given':[null,{'id':'b'},null]} | {'text':'N'}",
                "replace | Patient.extension('http://e').value | 'valueString':'y' | 'valueString':'x' | 'valueString':'y'",
                "replace | Patient.extension('http://e').value | 'valueInteger':1 | 'valueString':'x' | 'valueInteger':1",
                "replace | name[1].family | 'valueString':'G' | 'F' | 'G'",
            })
    void placesThatHl7LeavesOut(String type, String path, String value, String was, String becomes) throws IOException {
        assertThat(PATIENT).contains(was);
        ObjectNode expected = json(PATIENT.replace(was, becomes == null ? "" : becomes));
        assertThat(FhirPathPatch.parse(patch(type, path, value)).apply(json(PATIENT)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "destroy | Patient.active | | 400 | must be add",
                "delete | Patient.name | | 422 | finds 2",
                "delete | Patient.nom | | 422 | no element 'nom'",
                "delete | Patient | | 422 | whole resource",
                "delete | Patient.name[x] | | 400 | not an index",
                "delete | Patient.name.count() | | 400 | cannot be used",
                "delete | Patient.name.where(use='official' | | 400 | not closed",
                "delete | Patient name | | 400 | unexpected",
                "delete | '' | | 400 | a name is expected",
                "replace | Patient.gender | 'valueCode':'male' | 422 | finds none",
                "replace | Patient.active | 'valueHumanName':{'text':'N'} | 422 | the element is a boolean",
                "replace | Patient.name[0] | 'valueString':'N' | 422 | the element is a HumanName",
                "replace | Patient.deceased | 'valueString':'N' | 422 | not of a type",
                "replace | Patient.active | | 400 | 'value' must be given",
                "replace | Patient.active | 'other':1 | 400 | must have a value[x]",
            })
    void refusals(String type, String path, String value, int status, String text) {
        assertThatThrownBy(() -> FhirPathPatch.parse(patch(type, path, value)).apply(json(PATIENT)))
                .isInstanceOfSatisfying(
                        CasebookException.class,
                        e -> assertThat(e.category().status()).isEqualTo(status))
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'path','valueString':'Patient'},{'name':'name','valueString':'active'},{'name':'value','valueBoolean':true | add | 422 | there already",
                "'path','valueString':'Patient'},{'name':'name','valueString':'deceased'},{'name':'value','valueString':'true' | add | 422 | no element 'deceased' of the type",
                "'path','valueString':'Patient.name'},{'name':'index','valueInteger':3},{'name':'value','valueHumanName':{'text':'N'} | insert | 422 | from 0 to 2",
                "'path','valueString':'Patient.name'},{'name':'index','valueInteger':-1},{'name':'value','valueHumanName':{'text':'N'} | insert | 422 | from 0 to 2",
                "'path','valueString':'Patient.active'},{'name':'index','valueInteger':0},{'name':'value','valueBoolean':true | insert | 422 | not a list",
                "'path','valueString':'Patient.name'},{'name':'value','valueHumanName':{'text':'N'} | insert | 400 | 'index' must be given",
                "'path','valueString':'Patient.name'},{'name':'source','valueInteger':2},{'name':'destination','valueInteger':0 | move | 422 | from 0 to 1",
                "'path','valueString':'Patient.name[0]'},{'name':'source','valueInteger':0},{'name':'destination','valueInteger':0 | move | 422 | end in the name",
            })
    void refusalsOfAddInsertMove(String parts, String type, int status, String text) throws IOException {
        ObjectNode patch = json(
                "{'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'"
                        + type + "'},{'name':" + parts + "}]}]}");
        assertThatThrownBy(() -> FhirPathPatch.parse(patch).apply(json(PATIENT)))
                .isInstanceOfSatisfying(CasebookException.class, e -> {
                    assertThat(e.category().status()).isEqualTo(status);
                    assertThat(e.issues().get(0).expressions()).containsExactly("Parameters.parameter[0]");
                })
                .hasMessageContaining(text);
    }

    private static ObjectNode patch(String type, String path, String value) throws IOException {
        String part = value == null ? "" : ",{'name':'value'," + value + "}";
        ObjectNode patch = json(
                "{'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'"
                        + type + "'},{'name':'path','valueString':''}" + part + "]}]}");
        JsonNode parts = patch.get("parameter").get(0).get("part");
        ((ObjectNode) parts.get(1)).put("valueString", path);
        return patch;
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
