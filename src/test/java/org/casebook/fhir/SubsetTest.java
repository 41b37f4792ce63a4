package org.casebook.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.structure.StructureChecker;
import org.junit.jupiter.api.Test;

class SubsetTest {
    private static final String OBSERVATION =
            "{'resourceType':'Observation','id':'o','meta':{'versionId':'3'},'language':'de',"
                    + "'text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>x</div>'},"
                    + "'contained':[{'resourceType':'Patient','id':'p'}],'extension':[{'url':'u','valueCode':'c'}],"
                    + "'status':'final','_status':{'id':'s'},'code':{'text':'c','extension':[{'url':'u','valueCode':'c'}]},"
                    + "'subject':{'reference':'#p'},'note':[{'text':'n'}],'valueQuantity':{'value':1.0},"
                    + "'component':[{'code':{'text':'x'},'valueString':'y','interpretation':[{'text':'i'}]}]}";

    private static ObjectNode tree(String json) {
        return Json.stored(json.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theSummaryHasTheElementsMarkedSo() {
        ObjectNode whole = tree(OBSERVATION);
        ObjectNode part = Subset.summary(whole, "true");
        assertThat(names(part))
                .containsExactly(
                        "resourceType",
                        "id",
                        "meta",
                        "status",
                        "_status",
                        "code",
                        "subject",
                        "valueQuantity",
                        "component");
        assertThat(names(part.get("code"))).containsExactly("text");
        assertThat(names(part.at("/component/0"))).containsExactly("code", "valueString");
        assertThat(part.at("/meta/tag/0/code").asText()).isEqualTo("SUBSETTED");
        assertThat(part.at("/meta/versionId").asText()).isEqualTo("3");
        assertThat(StructureChecker.check(part)).isEmpty();
        assertThat(whole).isEqualTo(tree(OBSERVATION));
    }

    @Test
    void textHasTheNarrativeAndWhatIsMandatory() {
        assertThat(names(Subset.summary(tree(OBSERVATION), "text")))
                .containsExactly("resourceType", "id", "meta", "text", "status", "_status", "code");
    }

    @Test
    void dataLeavesOutTheNarrative() {
        ObjectNode part = Subset.summary(tree(OBSERVATION), "data");
        assertThat(part.has("text")).isFalse();
        assertThat(part.size()).isEqualTo(tree(OBSERVATION).size() - 1);
        assertThat(part.at("/meta/tag/0/code").asText()).isEqualTo("SUBSETTED");
    }

    @Test
    void countHasNoEntries() {
        ObjectNode part = Subset.summary(
                tree("{'resourceType':'Bundle','type':'searchset','total':7,'entry':[{'fullUrl':'x'}]}"), "count");
        assertThat(names(part)).containsExactly("resourceType", "type", "total");
    }

    @Test
    void elementsKeepsWhatIsNamedMandatoryOrAModifier() {
        ObjectNode part = Subset.elements(tree(OBSERVATION), List.of("value", "note"));
        assertThat(names(part))
                .containsExactly("resourceType", "id", "meta", "status", "_status", "code", "note", "valueQuantity");
        assertThat(names(Subset.elements(tree(OBSERVATION), List.of("subject"))))
                .contains("contained", "subject");
        assertThat(names(Subset.elements(tree(OBSERVATION), List.of("value[x]"))))
                .contains("valueQuantity");
    }

    @Test
    void aBundleIsCutInItsEntries() {
        ObjectNode bundle = tree("{'resourceType':'Bundle','type':'searchset','entry':["
                + "{'resource':{'resourceType':'Patient','gender':'male','birthDate':'2010'},'search':{'mode':'match'}},"
                + "{'resource':{'resourceType':'Organization','name':'o','alias':['a']},'search':{'mode':'include'}},"
                + "{'resource':{'resourceType':'OperationOutcome','issue':[]},'search':{'mode':'outcome'}}]}");
        ObjectNode part = Subset.elements(bundle, List.of("gender"));
        assertThat(names(part.at("/entry/0/resource"))).containsExactly("resourceType", "gender", "meta");
        assertThat(part.at("/entry/1")).isEqualTo(bundle.at("/entry/1"));
        assertThat(part.at("/entry/2")).isEqualTo(bundle.at("/entry/2"));
        ObjectNode typed = Subset.elements(bundle, List.of("Organization.name"));
        assertThat(typed.at("/entry/0")).isEqualTo(bundle.at("/entry/0"));
        assertThat(names(typed.at("/entry/1/resource"))).containsExactly("resourceType", "name", "meta");
    }

    @Test
    void theTagIsNotRepeated() {
        ObjectNode once = Subset.summary(tree(OBSERVATION), "data");
        assertThat(Subset.elements(once, List.of("code")).at("/meta/tag")).hasSize(1);
    }
}
