package org.casebook.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XmlWriterTest {
    private static ObjectNode tree(String json) {
        return Json.stored(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String write(String json) {
        return new String(XmlWriter.write(tree(json)), StandardCharsets.UTF_8).replaceFirst("<\\?xml.*\\?>\n", "");
    }

    @Test
    void ordersElementsByTheSpecification() {
        assertThat(write("{'gender':'male','active':true,'id':'1','resourceType':'Patient'}"))
                .isEqualTo(
                        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><active value=\"true\"/><gender value=\"male\"/></Patient>");
    }

    @Test
    void writesIdsAndUrlsAsAttributesFirst() {
        assertThat(
                        write(
                                "{'resourceType':'Patient','extension':[{'extension':[{'url':'b','valueCode':'c'}],'url':'a','id':'i'}]}"))
                .contains(
                        "<extension id=\"i\" url=\"a\"><extension url=\"b\"><valueCode value=\"c\"/></extension></extension>");
    }

    @Test
    void keepsDecimalsAndEscapes() {
        assertThat(
                        write(
                                "{'resourceType':'Basic','extension':[{'url':'u','valueDecimal':1.00},{'url':'u','valueString':'a\\n<&>\\\"\\t'}]}"))
                .contains("value=\"1.00\"")
                .contains("value=\"a&#10;&lt;&amp;&gt;&quot;&#9;\"");
    }

    @Test
    void writesNestedResourcesWithoutASecondNamespace() {
        assertThat(
                        write(
                                "{'resourceType':'Bundle','type':'batch','entry':[{'resource':{'resourceType':'Patient','id':'x'}}]}"))
                .contains("<resource><Patient><id value=\"x\"/></Patient></resource>");
    }

    @Test
    void addsTheNamespaceOfANarrativeThatLacksIt() {
        assertThat(write("{'resourceType':'Patient','text':{'status':'generated','div':'<div><p>x</p></div>'}}"))
                .contains("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>x</p></div>");
    }

    @Test
    void indentsForPeople() {
        String xml = new String(
                XmlWriter.writePretty(tree("{'resourceType':'Patient','name':[{'family':'x'}]}")),
                StandardCharsets.UTF_8);
        assertThat(xml).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Patient xmlns="http://hl7.org/fhir">
                          <name>
                            <family value="x"/>
                          </name>
                        </Patient>""");
    }

    @Test
    void anUnknownElementIsAFault() {
        assertThatThrownBy(() -> XmlWriter.write(tree("{'resourceType':'Patient','x':1}")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
