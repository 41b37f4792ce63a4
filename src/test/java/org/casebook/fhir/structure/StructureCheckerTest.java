package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Position;
import org.casebook.error.Severity;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructureCheckerTest {

    private static List<Issue> issues(String json) {
        return StructureChecker.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), null)
                .issues();
    }

    private static String found(String json) {
        return String.join(
                "; ",
                issues(json).stream()
                        .filter(i -> i.severity().isError())
                        .map(i -> (i.type().code() + " " + String.join(",", i.expressions())).strip())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            {'resourceType':'Patient'}                                                          # ``
            {'resourceType':'Patient','nmae':[{'family':'x'}]}                                  # structure Patient.nmae
            {'resourceType':'Patient','a b':1}                                                  # structure Patient.`a b`
            {'resourceType':'Patient','name':{'family':'x'}}                                    # structure Patient.name
            {'resourceType':'Patient','name':[]}                                                # structure Patient.name
            {'resourceType':'Patient','name':[{}]}                                              # structure Patient.name[0]
            {'resourceType':'Patient','name':null}                                              # structure Patient.name
            {'resourceType':'Patient','name':[null]}                                            # structure Patient.name[0]
            {'resourceType':'Patient','name':['x']}                                             # structure Patient.name[0]
            {'resourceType':'Patient','gender':['male','male']}                                 # structure Patient.gender
            {'resourceType':'Patient','gender':'Male'}                                          # code-invalid Patient.gender
            {'resourceType':'Patient','gender':''}                                              # value Patient.gender
            {'resourceType':'Patient','active':'true'}                                          # value Patient.active
            {'resourceType':'Patient','active':{}}                                              # structure Patient.active
            {'resourceType':'Patient','birthDate':'1999-02-30'}                                 # value Patient.birthDate
            {'resourceType':'Patient','birthDate':1999}                                         # value Patient.birthDate
            {'resourceType':'Patient','multipleBirthInteger':1.0}                               # value Patient.multipleBirth.ofType(integer)
            {'resourceType':'Patient','multipleBirthInteger':2147483648}                        # value Patient.multipleBirth.ofType(integer)
            {'resourceType':'Patient','multipleBirthInteger':1,'multipleBirthBoolean':true}     # structure Patient.multipleBirth.ofType(boolean)
            {'resourceType':'Patient','multipleBirthInteger':1,'_multipleBirthBoolean':{'id':'a'}} # structure Patient.multipleBirth.ofType(boolean)
            {'resourceType':'Patient','multipleBirthInteger':1,'_multipleBirthInteger':{'id':'a'},'deceasedBoolean':true} # ``
            {'resourceType':'Patient','multipleBirth':1}                                        # structure Patient.multipleBirth
            {'resourceType':'Patient','id':'a_b'}                                               # value Patient.id
            {'resourceType':'Patient','_birthDate':{'extension':[{'url':'http://x','valueString':'y'}]}} # ``
            {'resourceType':'Patient','_birthDate':{'extension':[{'valueString':'y'}]}}         # required Patient.birthDate.extension[0].url
            {'resourceType':'Patient','_birthDate':{}}                                          # structure Patient.birthDate
            {'resourceType':'Patient','_birthDate':'x'}                                         # structure Patient.birthDate
            {'resourceType':'Patient','_name':[{'id':'x'}]}                                     # structure Patient._name
            {'resourceType':'Patient','name':[{'given':['a',null],'_given':[null,{'id':'x'}]}]} # ``
            {'resourceType':'Patient','name':[{'given':['a',null],'_given':[null,null]}]}       # structure Patient.name[0].given[1]
            {'resourceType':'Patient','name':[{'given':['a','b'],'_given':[{'id':'x'}]}]}       # structure Patient.name[0].given
            {'resourceType':'Patient','name':[{'_given':[null,{'id':'x'}]}]}                    # structure Patient.name[0].given[0]
            {'resourceType':'Patient','contact':[{'resourceType':'x','gender':'male'}]}         # structure Patient.contact[0].resourceType
            {'resourceType':'Patient','communication':[{'preferred':true}]}                     # required Patient.communication[0].language
            {'resourceType':'Patient','managingOrganization':{'reference':'Patient/1'}}         # structure Patient.managingOrganization
            {'resourceType':'Patient','managingOrganization':{'reference':'http://x.org/fhir/Patient/1/_history/2'}} # structure Patient.managingOrganization
            {'resourceType':'Patient','managingOrganization':{'reference':'Organization?identifier=x|y/z'}} # ``
            {'resourceType':'Patient','managingOrganization':{'reference':'urn:uuid:x'}}        # ``
            {'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o','name':'x'}]} # ``
            {'resourceType':'Patient','contained':[{'resourceType':'Organization','name':'x'}]} # required Patient.contained[0].id
            {'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o','active':1}]} # value Patient.contained[0].active
            {'resourceType':'Patient','contained':[{'id':'o'}]}                                 # required Patient.contained[0]
            {'resourceType':'Patient','contained':[{'resourceType':'Patient','id':'o','contained':[{'resourceType':'Patient','id':'p'}]}]} # structure Patient.contained[0].contained[0]
            {'resourceType':'Patient','contained':[{'resourceType':'Patient','id':'o'},{'resourceType':'Patient','id':'o'}]} # structure Patient.contained[1].id
            {'resourceType':'Observation','code':{'text':'x'},'status':'final','valueQuantity':{'value':'1'}} # value Observation.value.ofType(Quantity).value
            {'resourceType':'Observation','code':{'text':'x'},'status':'final','valueQuantity':{'value':1e3}} # ``
            {'resourceType':'Observation'}                                                      # required Observation.status; required Observation.code
            {'resourceType':'Observation','_status':{'extension':[{'url':'http://x','valueCode':'y'}]},'code':{'text':'x'}} # ``
            {'resourceType':'Bundle','type':'batch','entry':[{'resource':{'resourceType':'Patient','x':1}}]} # structure Bundle.entry[0].resource.x
            {'resourceType':'Bundle','type':'batch','entry':[{'resource':{'resourceType':'Pat'}}]} # structure Bundle.entry[0].resource
            {'resourceType':'Parameters','parameter':[{'name':'x','resource':{'resourceType':'Patient','birthDate':'x'}}]} # value Parameters.parameter[0].resource.birthDate
            {'resourceType':'Parameters','parameter':[{'name':'x','part':[{'name':'y','valueString':1}]}]} # value Parameters.parameter[0].part[0].value.ofType(string)
            {'resourceType':'Condition','subject':{'display':'x'},'clinicalStatus':{'coding':[{'system':'http://snomed.info/sct','code':'55561003'}]}} # code-invalid Condition.clinicalStatus
            {'resourceType':'Condition','subject':{'display':'x'},'clinicalStatus':{'coding':[{'code':'active'}]}} # ``
            {'resourceType':'Condition','subject':{'display':'x'},'clinicalStatus':{'text':'x'}} # ``
            {'resourceType':'Condition','subject':{'display':'x'},'clinicalStatus':{'coding':[{'extension':[{'url':'u','valueCode':'unknown'}]}]}} # ``
            {'resourceType':'Encounter','status':'planned'}                                     # required Encounter.class
            {'resourceType':'Patient','photo':[{'data':'QUJD'}]}                                # ``
            {'resourceType':'Patient','photo':[{'data':'QUJ'}]}                                 # value Patient.photo[0].data
            {'resourceType':'Basic','code':{'text':'x'},'extension':[{'url':'http://x','valueUuid':'urn:uuid:c757873d-ec9a-4326-a141-556f43239520'}]} # ``
            {'resourceType':'Basic','code':{'text':'x'},'extension':[{'url':'http://x','valueUuid':'c757873d-ec9a-4326-a141-556f43239520'}]} # value Basic.extension[0].value.ofType(uuid)
            {'resourceType':'Basic','code':{'text':'x'},'extension':[{'url':'http://x','valueOid':'urn:oid:1.02'}]} # value Basic.extension[0].value.ofType(oid)
            {'resourceType':'Basic','code':{'text':'x'},'extension':[{'url':'a b'}]}            # value Basic.extension[0].url
            {'resourceType':'Basic','code':{'text':'x'},'extension':[{'url':'http://x','valueCode':' x'}]} # value Basic.extension[0].value.ofType(code)
            {'resourceType':'Basic','code':{'text':'x'},'extension':[{'url':'http://x','valuePositiveInt':0}]} # value Basic.extension[0].value.ofType(positiveInt)
            {'resourceType':'Patient','fhir_comments':['x']}                                    # structure Patient.fhir_comments
            {'id':'x'}                                                                          # required
            {'resourceType':'Foo'}                                                              # structure
            {'resourceType':5}                                                                  # structure
            """)
    void findsWhatIsWrong(String json, String expected) {
        assertThat(found(json)).isEqualTo(expected);
    }

    @Test
    void findsAllProblemsAtOnceWithTheirPlaces() {
        List<Issue> issues = issues("""
                {
                  'resourceType' : 'Patient',
                  'nmae' : 'ü',
                  'gender' : 'Male',  'birthDate' : 'x',
                  'contact' : [ {
                     'name' : { 'family' : '' } } ],
                  'communication' : [ { 'preferred' : true } ]
                }""");
        assertThat(issues)
                .extracting(Issue::position)
                .containsExactly(
                        new Position(3, 3),
                        new Position(4, 3),
                        new Position(4, 23),
                        new Position(6, 17),
                        new Position(7, 23));
        assertThat(issues.get(0).text())
                .isEqualTo("Patient.nmae is unknown: the type Patient has no element 'nmae'; did you mean 'name'?");
        assertThat(issues.get(4).text())
                .isEqualTo("Patient.communication[0].language is missing; Patient.communication must have it");
    }

    @Test
    void columnsCountCharactersNotBytes() {
        assertThat(issues("{'resourceType':'Patient','language':'äöü€','foo':1}"))
                .extracting(Issue::position)
                .containsExactly(new Position(1, 45));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            {'resourceType':'Patient','active':true,'active':false}                     # Patient.active
            {'resourceType':'Patient','name':[{'family':'a','family':'b'}]}             # Patient.name[0].family
            {'resourceType':'Bundle','type':'batch','entry':[{'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'},'valueQuantity':{'unit':'a','unit':'a'}}}]} # Bundle.entry[0].resource.value.ofType(Quantity).unit
            """)
    void refusesNamesThatComeTwice(String json, String expression) {
        assertThat(issues(json)).singleElement().satisfies(issue -> {
            assertThat(issue.type()).isEqualTo(IssueType.STRUCTURE);
            assertThat(issue.expressions()).containsExactly(expression);
            assertThat(issue.position()).isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "{\"resourceType\":\"Patient\",}",
                "{\"resourceType\":\"Patient\"} x",
                "{'a':1}",
                "nul",
                "{\"resourceType\":\"Patient\",\"multipleBirthInteger\":01}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\n\"}",
                "{\"resourceType\":\"Patient\",\"multipleBirthInteger\":+1}",
                "{\"a\":NaN}",
                "// c\n{}",
                "{}{}"
            })
    void aMalformedTextIsOneFatalIssueWithAPlace(String json) {
        CheckedResource checked = StructureChecker.read(json.getBytes(StandardCharsets.UTF_8), null);
        assertThat(checked.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.FATAL);
            assertThat(issue.type()).isEqualTo(IssueType.STRUCTURE);
            assertThat(issue.expressions()).isEmpty();
            assertThat(issue.position()).isNotNull();
        });
        assertThat(checked.resource()).isNull();
        assertThat(checked.isValid()).isFalse();
    }

    @Test
    void theTrailingCommaIsFoundWhereItIs() {
        assertThat(issues("{\n  'resourceType' : 'Patient',\n}").get(0).position())
                .isEqualTo(new Position(3, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "null", "true"})
    void aBodyThatIsNoObjectIsRefused(String json) {
        assertThat(issues(json)).singleElement().matches(i -> i.severity() == Severity.FATAL);
    }

    @Test
    void aResourceOfAnotherTypeIsRefused() {
        byte[] patient = "{\"resourceType\":\"Patient\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(StructureChecker.read(patient, "Patient").isValid()).isTrue();
        assertThat(StructureChecker.read(patient, "Person").issues())
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.type()).isEqualTo(IssueType.INVALID);
                    assertThat(issue.text()).isEqualTo("Patient is not what is taken here: send a Person");
                });
    }

    @Test
    void decimalsKeepTheirDigits() {
        String json = "{'resourceType':'Observation','status':'final','code':{'text':'x'},'component':[";
        String numbers = "1.00,0.0,100,1E+2,-0.10,123456789012345678901234567890.123456789";
        StringBuilder components = new StringBuilder();
        for (String number : numbers.split(",")) {
            components
                    .append("{'code':{'text':'x'},'valueQuantity':{'value':")
                    .append(number)
                    .append("}},");
        }
        String whole = (json + components.substring(0, components.length() - 1) + "]}").replace('\'', '"');
        assertThat(new String(
                        Json.write(StructureChecker.read(whole.getBytes(StandardCharsets.UTF_8), null)
                                .orThrow()),
                        StandardCharsets.UTF_8))
                .isEqualTo(whole);
    }

    @Test
    void readThrowsAllIssuesAsUnprocessable() {
        assertThatThrownBy(() -> StructureChecker.read(
                                "{\"resourceType\":\"Observation\"}".getBytes(StandardCharsets.UTF_8), null)
                        .orThrow())
                .isInstanceOfSatisfying(CasebookException.class, e -> {
                    assertThat(e.category().status()).isEqualTo(422);
                    assertThat(e.issues()).hasSize(2);
                });
    }

    @Test
    void manyProblemsAreCutWithAWord() {
        String many = "{'x':1},".repeat(5000);
        List<Issue> issues = issues("{'resourceType':'Patient','name':[" + many + "{'y':1}]}");
        assertThat(issues).hasSize(Problems.MAX + 1);
        assertThat(issues)
                .anyMatch(i -> i.severity() == Severity.INFORMATION && i.text().contains("more problems"));
    }

    @Test
    void aTreeIsCheckedWithoutPlaces() {
        assertThat(StructureChecker.check(
                        Json.object().put("resourceType", "Patient").put("x", 1)))
                .singleElement()
                .satisfies(issue -> assertThat(issue.position()).isNull());
    }

    @Test
    void aStringMayHaveOneMegabyte() {
        String start = "{'resourceType':'Patient','language':'de','name':[{'text':'";
        assertThat(issues(start + "x".repeat(1024 * 1024) + "'}]}")).isEmpty();
        assertThat(found(start + "x".repeat(1024 * 1024 + 1) + "'}]}")).isEqualTo("too-long Patient.name[0].text");
    }
}
