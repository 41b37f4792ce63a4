package org.casebook.interaction.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.CasebookException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * RFC 5261: HL7's 29 active cases (four of the RFC's own, on namespace declarations and processing instructions, are
 * commented out in HL7's file as of no need in FHIR), then what they leave out.
 */
class XmlPatchTest {

    @TestFactory
    List<DynamicTest> hl7Cases() throws IOException, SAXException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in =
                XmlPatchTest.class.getResourceAsStream("/org/hl7/fhir/testcases/r4/patch/xml-patch-tests.xml")) {
            for (Element c :
                    XmlDocument.elements(XmlDocument.parse(in.readAllBytes()).getDocumentElement())) {
                tests.add(DynamicTest.dynamicTest(c.getAttribute("name"), () -> run(c)));
            }
        }
        assertThat(tests).hasSize(29);
        return tests;
    }

    private static void run(Element c) throws SAXException {
        Element patch = child(c, "patch");
        if (child(c, "error") != null) {
            assertThatThrownBy(() -> patched(c, patch)).isInstanceOf(CasebookException.class);
        } else {
            assertThat(trimmed(patched(c, patch)).isEqualNode(trimmed(document(child(c, "patched")))))
                    .isTrue();
        }
    }

    private static Document patched(Element c, Element patch) throws SAXException {
        Document document = document(child(c, "target"));
        XmlPatch.operations(patch).forEach(operation -> operation.apply(document));
        return document;
    }

    /** White space at the ends of a text is the file's indentation. */
    private static Node trimmed(Node node) {
        node.normalize();
        Node next;
        for (Node child = node.getFirstChild(); child != null; child = next) {
            next = child.getNextSibling();
            if (child.getNodeType() == Node.TEXT_NODE && child.getNodeValue().isBlank()) {
                node.removeChild(child);
            } else {
                trimmed(child);
            }
        }
        return node;
    }

    private static Document document(Element holder) throws SAXException {
        Document document = XmlDocument.parse("<x/>".getBytes(StandardCharsets.UTF_8));
        document.removeChild(document.getDocumentElement());
        for (Element root : XmlDocument.elements(holder)) {
            document.appendChild(document.importNode(root, true));
        }
        return document;
    }

    private static Element child(Element parent, String name) {
        return XmlDocument.elements(parent).stream()
                .filter(e -> e.getLocalName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static final String PATIENT =
            "<Patient xmlns='http://hl7.org/fhir'><active value='true'/><name><family value='A'/></name><name><family value='B'/></name></Patient>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<diff><replace sel='f:Patient/f:name[2]/f:family/@value'>C</replace></diff> | 'B'/ | 'C'/",
                "<diff><remove sel='/f:Patient/f:name[f:family/@value=\"B\"]'/></diff> | <name><family value='B'/></name> | ''",
                "<diff xmlns='http://hl7.org/fhir'><remove sel='Patient/name[family/@value=\"A\" and position()=1]'/></diff> | <name><family value='A'/></name> | ''",
                "<diff xmlns='http://hl7.org/fhir'><add sel='f:Patient/f:name[1]' pos='after'><gender value='male'/></add></diff> | </name><name> | </name><gender value='male'/><name>",
                "<diff xmlns='http://hl7.org/fhir'><add sel='f:Patient' pos='prepend'><id value='1'/></add></diff> | <active | <id value='1'/><active",
                "<diff xmlns:p='http://hl7.org/fhir'><remove sel='p:Patient/p:active'/></diff> | <active value='true'/> | ''",
            })
    void operations(String patch, String was, String becomes) throws SAXException {
        Document document = XmlDocument.parse(xml(PATIENT));
        XmlPatch.operations(XmlDocument.parse(xml(patch)).getDocumentElement()).forEach(o -> o.apply(document));
        String expected = PATIENT.replace(was, becomes == null ? "" : becomes);
        assertThat(expected).isNotEqualTo(PATIENT);
        assertThat(document.isEqualNode(XmlDocument.parse(xml(expected)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<diff/> | 400 | no operation",
                "<diff> | 400 | not well-formed",
                "<!DOCTYPE diff [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><diff><remove sel='f:Patient'/></diff> | 400 | DOCTYPE",
                "<diff><delete sel='f:Patient/f:active'/></diff> | 400 | not an operation",
                "<diff><remove/></diff> | 400 | needs a 'sel'",
                "<diff><remove sel='f:Patient['/></diff> | 400 | not an XPath",
                "<diff><remove sel='count(f:Patient)'/></diff> | 400 | not an XPath",
                "<diff><remove sel='document(\"file:///etc/passwd\")'/></diff> | 400 | not an XPath",
                "<diff><add sel='f:Patient' pos='inside'><x/></add></diff> | 400 | pos=",
                "<diff><add sel='f:Patient' type='x'>1</add></diff> | 400 | type=",
                "<diff><add sel='f:Patient' type='@1'>1</add></diff> | 400 | not a name",
                "<diff><remove sel='f:Patient/f:gender'/></diff> | 422 | finds none",
                "<diff><remove sel='f:Patient/f:name'/></diff> | 422 | finds 2",
                "<diff><remove sel='f:Patient'/></diff> | 422 | use delete",
                "<diff><add sel='f:Patient' pos='after'><x/></add></diff> | 422 | one root",
                "<diff><replace sel='f:Patient/f:active'>text</replace></diff> | 422 | exactly one",
                "<diff><remove sel='f:Patient/f:active' ws='before'/></diff> | 422 | white space",
            })
    void refusals(String patch, int status, String text) {
        assertThatThrownBy(() -> XmlPatch.parse(xml(patch), tree -> xml(PATIENT), bytes -> null)
                        .apply(org.casebook.fhir.Json.object()))
                .isInstanceOfSatisfying(
                        CasebookException.class,
                        e -> assertThat(e.category().status()).isEqualTo(status))
                .hasMessageContaining(text);
    }

    private static byte[] xml(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
