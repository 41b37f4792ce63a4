package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Position;
import org.casebook.error.Severity;
import org.casebook.fhir.Json;
import org.casebook.fhir.XmlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    private static CheckedResource read(String xml) {
        return XmlReader.read(xml.getBytes(StandardCharsets.UTF_8), null);
    }

    private static String patient(String content) {
        return "<Patient xmlns='http://hl7.org/fhir'>" + content + "</Patient>";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            <id value='a'/><active value='true'/>                                       # {'resourceType':'Patient','id':'a','active':true}
            <name id='n'><given value='a'/><given value='b'/></name>                    # {'resourceType':'Patient','name':[{'id':'n','given':['a','b']}]}
            <name><given value='a'/><given id='x' value='b'/></name>                    # {'resourceType':'Patient','name':[{'given':['a','b'],'_given':[null,{'id':'x'}]}]}
            <name><given id='x'/><given value='b'/></name>                              # {'resourceType':'Patient','name':[{'_given':[{'id':'x'},null],'given':[null,'b']}]}
            <name><given id='x'/></name>                                                # {'resourceType':'Patient','name':[{'_given':[{'id':'x'}]}]}
            <birthDate><extension url='u'><valueInteger value='1'/></extension></birthDate> # {'resourceType':'Patient','_birthDate':{'extension':[{'url':'u','valueInteger':1}]}}
            <contained><Basic><id value='b'/><code><text value='x'/></code></Basic></contained> # {'resourceType':'Patient','contained':[{'resourceType':'Basic','id':'b','code':{'text':'x'}}]}
            <!-- c --><extension url='u'><valueDecimal value='1.00'/></extension><?pi x?> # {'resourceType':'Patient','extension':[{'url':'u','valueDecimal':1.00}]}
            <multipleBirthInteger value='2147483647'/>                                  # {'resourceType':'Patient','multipleBirthInteger':2147483647}
            <implicitRules value='a&lt;&amp;"b'/>                                             # {'resourceType':'Patient','implicitRules':'a<&\\u0022b'}
            """)
    void readsTheSameTreeAsJson(String content, String json) throws Exception {
        CheckedResource checked = read(patient(content));
        byte[] expected = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(checked.resource()).isEqualTo(Json.read(expected));
        byte[] written = XmlWriter.write(checked.resource());
        assertThat(XmlReader.read(written, "Patient").resource()).isEqualTo(checked.resource());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            <nmae/>                                             # structure Patient.nmae
            <resourceType value='x'/>                           # structure Patient.resourceType
            <active/>                                           # structure Patient.active
            <active value='yes'/>                               # value Patient.active
            <active value='true'/><active value='false'/>       # structure Patient.active
            <active value='true' x='y'/>                        # structure Patient.active
            <name value='x'/>                                   # structure Patient.name[0],structure Patient.name[0]
            <name/>                                             # structure Patient.name[0]
            <name><family value=''/></name>                     # value Patient.name[0].family
            <name><family>Chalmers</family></name>              # structure Patient.name[0].family,structure Patient.name[0].family
            <gender value='male'/><active value='true'/>        # structure Patient.active
            <multipleBirthInteger value='01'/>                  # value Patient.multipleBirth.ofType(integer)
            <multipleBirthInteger value='1.0'/>                 # value Patient.multipleBirth.ofType(integer)
            <birthDate value='1999-02-30'/>                     # value Patient.birthDate
            <active value='true' xmlns='urn:other'/>            # structure Patient.active
            <extension><url value='u'/></extension>             # structure Patient.extension[0],structure Patient.extension[0].url
            <contained/>                                        # structure Patient.contained[0],required Patient.contained[0].id
            <contained><Foo/></contained>                       # structure Patient.contained[0],required Patient.contained[0].id
            <deceasedBoolean value='true'/><deceasedDateTime value='2010'/> # structure Patient.deceased.ofType(dateTime)
            <text><status value='generated'/><div xmlns='http://www.w3.org/1999/xhtml'><script>x</script></div></text> # invalid Patient.text.div
            <text><status value='generated'/><div xmlns='http://www.w3.org/1999/xhtml'><svg xmlns='http://www.w3.org/2000/svg'>x</svg></div></text> # invalid Patient.text.div,invalid Patient.text.div
            <text><status value='generated'/><div>x</div></text> # required Patient.text.div,structure Patient.text.div
            """)
    void findsWhatIsWrong(String content, String expected) {
        String found = String.join(
                ",",
                read(patient(content)).issues().stream()
                        .map(i -> i.type().code() + " " + String.join(",", i.expressions()))
                        .toList());
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void problemsHaveTheirPlaces() {
        CheckedResource checked = read("""
                <Patient xmlns="http://hl7.org/fhir">
                  <name>
                    <familie value="x"/>
                    <given value=""/>
                  </name>
                  <birthDate value="x"><extension url="a b"/></birthDate>
                </Patient>""");
        assertThat(checked.issues())
                .extracting(Issue::position)
                .containsExactly(new Position(3, 5), new Position(4, 5), new Position(6, 3), new Position(6, 24));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<",
                "<Patient",
                "<Patient xmlns='http://hl7.org/fhir'>",
                "<Patient xmlns='http://hl7.org/fhir'></Person>",
                "<Patient xmlns='http://hl7.org/fhir'/><Patient/>",
                "<a b/>",
                "<a b='1' b='2'/>",
                "<x:Patient/>",
                "<Patient xmlns='http://hl7.org/fhir'>&nbsp;</Patient>",
                "<?xml version='1.0' encoding='UTF-16'?><Patient xmlns='http://hl7.org/fhir'/>",
                "<?xml version='1.0' encoding='ISO-8859-1'?><Patient xmlns='http://hl7.org/fhir'/>",
                "<!DOCTYPE Patient><Patient xmlns='http://hl7.org/fhir'/>",
                "<!DOCTYPE p SYSTEM 'http://127.0.0.1:1/x.dtd'><Patient xmlns='http://hl7.org/fhir'/>"
            })
    void aMalformedTextIsOneFatalIssueWithAPlace(String xml) {
        CheckedResource checked = read(xml);
        assertThat(checked.resource()).isNull();
        assertThat(checked.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.FATAL);
            assertThat(issue.type()).isEqualTo(IssueType.STRUCTURE);
            assertThat(issue.position()).isNotNull();
        });
    }

    @Test
    void anExternalEntityIsNotRead(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "TOPSECRET");
        String xml = "<!DOCTYPE p [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>"
                + "<Patient xmlns='http://hl7.org/fhir'><language value='&e;'/></Patient>";
        CheckedResource checked = read(xml);
        assertThat(checked.isValid()).isFalse();
        assertThat(checked.toString()).doesNotContain("TOPSECRET");
    }

    @Test
    void billionLaughsAreNotExpanded() {
        StringBuilder dtd = new StringBuilder("<!DOCTYPE p [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 10; i++) {
            dtd.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        assertThat(read(dtd + "]>" + patient("<language value='&l9;'/>")).isValid())
                .isFalse();
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(read(patient("<contact>".repeat(100_000))).issues())
                .singleElement()
                .matches(i -> i.severity() == Severity.FATAL);
        String div = "<text><div xmlns='http://www.w3.org/1999/xhtml'>" + "<div>".repeat(150) + "</div>".repeat(150)
                + "</div></text>";
        assertThat(read(patient(div)).isValid()).isFalse();
    }

    @Test
    void aLargeBinaryIsRead() {
        String data = "QUJD".repeat(1_000_000);
        CheckedResource checked =
                read("<Binary xmlns='http://hl7.org/fhir'><contentType value='text/plain'/><data value='" + data
                        + "'/></Binary>");
        assertThat(checked.isValid()).isTrue();
    }

    @Test
    void prefixesAreNormal() {
        CheckedResource checked = read(
                "<f:Patient xmlns:f='http://hl7.org/fhir' xmlns:h='http://www.w3.org/1999/xhtml'>"
                        + "<f:text><f:status value='generated'/><h:div><h:p class='a\"b'>x &amp; y<h:br/></h:p><!-- c --></h:div></f:text></f:Patient>");
        assertThat(checked.issues()).isEmpty();
        assertThat(checked.resource().at("/text/div").asText())
                .isEqualTo(
                        "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p class=\"a&quot;b\">x &amp; y<br/></p></div>");
    }

    @Test
    void aResourceOfAnotherTypeIsRefused() {
        assertThat(XmlReader.read(patient("").getBytes(StandardCharsets.UTF_8), "Person")
                        .isValid())
                .isFalse();
        assertThat(read("<Patient/>").isValid()).isFalse();
    }
}
