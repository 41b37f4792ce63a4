package org.casebook.validation.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.casebook.error.CasebookException;
import org.casebook.error.Issue;
import org.casebook.error.Severity;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.interaction.WriteCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class R4InvariantsTest {

    private static List<Issue> check(String resource) {
        return Invariants.check(tree(resource), true, true);
    }

    private static ObjectNode tree(String resource) {
        return Json.stored(resource.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String patient(String content) {
        return "{'resourceType':'Patient'," + content + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "per-1  | Patient.name[0].period.start | 'name':[{'period':{'start':'2020','end':'2019'}}]",
                "cpt-2  | Patient.telecom[0].value     | 'telecom':[{'value':'1'}]",
                "att-1  | Patient.photo[0].data        | 'photo':[{'data':'AAAA'}]",
                "pat-1  | Patient.contact[0]           | 'contact':[{'gender':'male'}]",
                "qty-3  | Patient.extension[0].value.ofType(Quantity).code | 'extension':[{'url':'u','valueQuantity':{'code':'x'}}]",
                "rat-1  | Patient.extension[0].value.ofType(Ratio).numerator | 'extension':[{'url':'u','valueRatio':{'numerator':{'value':1}}}]",
                "tim-1  | Patient.extension[0].value.ofType(Timing).repeat.duration | 'extension':[{'url':'u','valueTiming':{'repeat':{'duration':1}}}]"
            })
    void namesTheElementOfADatatypesRule(String key, String element, String content) {
        List<Issue> issues = check(patient(content));
        assertThat(issues).hasSize(1);
        assertThat(issues.get(0).rule()).endsWith("#" + key);
        assertThat(issues.get(0).expressions()).startsWith(element);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a year and a month in it     | 'name':[{'period':{'start':'2020','end':'2020-03'}}]",
                "an end that is not known     | 'name':[{'period':{'start':'2020','_end':{'extension':[{'url':'u','valueCode':'unknown'}]}}}]",
                "a ratio by extension         | 'extension':[{'url':'u','valueRatio':{'extension':[{'url':'v','valueCode':'x'}]}}]",
                "a range in two units         | 'extension':[{'url':'u','valueRange':{'low':{'value':1,'unit':'tablet'},'high':{'value':5,'unit':'drop'}}}]"
            })
    void refusesNothingThatCannotBeKnown(String what, String content) {
        assertThat(check(patient(content))).as(what).isEmpty();
    }

    @Test
    void aSecondLinkIdIsFoundByItsPlace() {
        List<Issue> issues = check(
                "{'resourceType':'Questionnaire','status':'draft','item':["
                        + "{'linkId':'1','type':'string'},{'linkId':'2','type':'group','item':[{'linkId':'1','type':'string'}]}]}");
        assertThat(issues)
                .singleElement()
                .satisfies(i -> assertThat(i.expressions())
                        .containsExactly("Questionnaire.item[1].item[0].linkId", "Questionnaire"));
    }

    @Test
    void whatIsContainedMayNameItsContainer() {
        assertThat(check(patient("'contained':[{'resourceType':'Basic','id':'b','code':{'text':'x'},"
                        + "'subject':{'reference':'#'}}]")))
                .isEmpty();
    }

    /** In a transaction the rules of one entry are asked while the structure of another, or of itself, is faulty. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}",
                "{'resourceType':'Nobody'}",
                "{'resourceType':['Patient']}",
                "{'resourceType':'Patient','contained':'x','meta':'y','name':'z','contact':[1,null,[]]}",
                "{'resourceType':'Patient','contained':[{'resourceType':'Nobody'},{},'x'],'extension':[{'url':1}]}",
                "{'resourceType':'Patient','meta':{'profile':'x'},'identifier':[{'period':{'start':7,'end':[{}]}}]}",
                "{'resourceType':'Observation','valueQuantity':'x','valueString':{},'component':[{'code':'x'}],'code':[]}",
                "{'resourceType':'Bundle','type':{},'entry':[{'resource':[],'fullUrl':{}},{'resource':{'resourceType':7}}]}"
            })
    void survivesWhatIsNotSoundInStructure(String resource) {
        assertThat(check(resource)).allSatisfy(issue -> assertThat(issue.text()).isNotEmpty());
    }

    /** Every component of one list with every coding of another, 64 million comparisons in two megabytes. */
    @Test
    void aResourceThatWouldTakeTooLongEndsInAWarning() {
        String codings =
                IntStream.range(0, 8000).mapToObj(i -> "{'code':'c" + i + "'}").collect(Collectors.joining(","));
        String components = IntStream.range(0, 8000)
                .mapToObj(i -> "{'code':{'coding':[{'code':'d" + i + "'}]},'valueInteger':1}")
                .collect(Collectors.joining(","));
        List<Issue> issues = check("{'resourceType':'Observation','status':'final','valueString':'x','code':{'coding':["
                + codings + "]},'component':[" + components + "]}");
        assertThat(issues).singleElement().satisfies(i -> {
            assertThat(i.severity()).isEqualTo(Severity.WARNING);
            assertThat(i.rule()).endsWith("#obs-7");
        });
    }

    @Test
    void whatTwoChecksSeeIsToldOnce() {
        WriteCheck own = resource -> Invariants.check(resource, true, true);
        ObjectNode broken = tree(patient("'contact':[{'gender':'male'}]"));
        assertThat(own.check(broken)).hasSize(1);
        assertThat(catchThrowableOfType(CasebookException.class, () -> WriteCheck.runAll(List.of(own, own), broken))
                        .issues())
                .hasSize(1);
    }

    @Test
    void everyRuleOfR4IsCompiled() {
        List<String> keys = Definitions.r4().resourceTypes().stream()
                .flatMap(type -> Definitions.r4().type(type).invariants().stream())
                .map(rule -> CompiledInvariant.of(rule).rule().key())
                .toList();
        assertThat(keys).contains("obs-6", "que-2", "bdl-7", "sdf-4");
        assertThat(Definitions.r4().profile("http://hl7.org/fhir/StructureDefinition/vitalsigns"))
                .isPresent();
    }
}
