package org.casebook.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.casebook.fhir.Json;
import org.junit.jupiter.api.Test;

class ResourceIndexerTest {
    private static final String BOOLEAN = "http://terminology.hl7.org/CodeSystem/special-values";
    private final ResourceIndexer indexer = new ResourceIndexer(SearchParameters.r4(), Set.of("http://localhost/fhir"));

    @Test
    void everyPartOfANameAndAnAddressIsAString() {
        ObjectNode patient = json(
                "{'resourceType':'Patient','name':[{'family':'van Dijk','given':['Anna','B'],"
                        + "'text':'Anna van Dijk','prefix':['Dr'],'suffix':['MD']}],"
                        + "'address':[{'line':['Street 1'],'city':'Utrecht','postalCode':'3500','country':'NL','use':'home'}]}");
        assertThat(values(patient, "name"))
                .containsExactlyInAnyOrder(
                        new StringValue("van Dijk"),
                        new StringValue("Anna"),
                        new StringValue("B"),
                        new StringValue("Anna van Dijk"),
                        new StringValue("Dr"),
                        new StringValue("MD"));
        assertThat(values(patient, "family")).containsExactly(new StringValue("van Dijk"));
        assertThat(values(patient, "phonetic"))
                .contains(new StringValue("an"), new StringValue("fn"))
                .doesNotContain(new StringValue("Anna"));
        assertThat(values(patient, "address")).hasSize(4).doesNotContain(new StringValue("home"));
        assertThat(values(patient, "address-use"))
                .containsExactly(new TokenValue("http://hl7.org/fhir/address-use", "home", null));
    }

    @Test
    void tokensHaveTheirSystem() {
        ObjectNode patient = json("{'resourceType':'Patient','id':'p','active':true,'gender':'female',"
                + "'deceasedDateTime':'2010','telecom':[{'system':'email','value':'a@b.c'}],"
                + "'identifier':[{'system':'http://s','value':'1','type':{'text':'MRN',"
                + "'coding':[{'system':'http://v2','code':'MR'}]}}],"
                + "'maritalStatus':{'text':'wed','coding':[{'system':'http://m','code':'M','display':'Married'}]}}");
        assertThat(values(patient, "_id")).containsExactly(new TokenValue(null, "p", null));
        assertThat(values(patient, "active")).containsExactly(new TokenValue(BOOLEAN, "true", null));
        assertThat(values(patient, "deceased")).containsExactly(new TokenValue(BOOLEAN, "true", null));
        assertThat(values(patient, "gender"))
                .containsExactly(new TokenValue("http://hl7.org/fhir/administrative-gender", "female", null));
        assertThat(values(patient, "identifier"))
                .containsExactly(new TokenValue("http://s", "1", "MRN"), new OfTypeValue("http://v2", "MR", "1"));
        assertThat(values(patient, "email"))
                .containsExactly(new TokenValue(null, "a@b.c", null), new TokenValue("email", "a@b.c", null));
        assertThat(values(patient, "phone")).isEmpty();
    }

    @Test
    void aConceptGivesItsCodingsAndItsText() {
        ObjectNode condition = json("{'resourceType':'Condition','code':{'text':'wed',"
                + "'coding':[{'system':'http://m','code':'M','display':'Married'},{'code':'N'}]}}");
        assertThat(values(condition, "code"))
                .containsExactly(
                        new TokenValue("http://m", "M", "Married"),
                        new TokenValue(null, "N", null),
                        new TokenValue(null, null, "wed"));
    }

    @Test
    void datesAreRanges() {
        ObjectNode encounter = json("{'resourceType':'Encounter','period':{'start':'2010-03'}}");
        assertThat(values(encounter, "date"))
                .containsExactly(new DateValue(millis("2010-03-01T00:00:00Z"), DateValue.OPEN_HIGH));
        ObjectNode request = json(
                "{'resourceType':'ServiceRequest','occurrenceTiming':{'event':"
                        + "['2012-01-07','2012-01-01T10:00:00Z'],'repeat':{'boundsPeriod':{'start':'2012-01-03','end':'2012-02'}}}}");
        assertThat(values(request, "occurrence"))
                .containsExactly(new DateValue(millis("2012-01-01T10:00:00Z"), millis("2012-03-01T00:00:00Z")));
        ObjectNode patient = json("{'resourceType':'Patient','birthDate':'1999','meta':"
                + "{'lastUpdated':'2020-01-01T00:00:00.123+01:00'}}");
        assertThat(values(patient, "birthdate"))
                .containsExactly(new DateValue(millis("1999-01-01T00:00:00Z"), millis("2000-01-01T00:00:00Z")));
        assertThat(values(patient, "_lastUpdated"))
                .containsExactly(new DateValue(millis("2019-12-31T23:00:00.123Z"), millis("2019-12-31T23:00:00.124Z")));
    }

    @Test
    void numbersHaveTheRangeOfTheirDigits() {
        assertThat(NumberValue.of(new BigDecimal("100")))
                .isEqualTo(new NumberValue(decimal("100"), decimal("99.5"), decimal("100.5")));
        assertThat(NumberValue.of(new BigDecimal("100.00")).low()).isEqualByComparingTo("99.995");
        assertThat(NumberValue.of(new BigDecimal("1e2")).low()).isEqualByComparingTo("95");
        assertThat(NumberValue.of(new BigDecimal("1e2")).high()).isEqualByComparingTo("105");
    }

    @Test
    void quantitiesHaveACanonicalForm() {
        ObjectNode observation = json("{'resourceType':'Observation','valueQuantity':{'value':70,'unit':'kilo',"
                + "'system':'http://unitsofmeasure.org','code':'kg'}}");
        QuantityValue kilograms =
                (QuantityValue) values(observation, "value-quantity").get(0);
        QuantityValue grams =
                QuantityValue.of(NumberValue.of(decimal("70000")), "http://unitsofmeasure.org", "g", null);
        assertThat(kilograms.unit()).isEqualTo("kilo");
        assertThat(kilograms.canonical().unit()).isEqualTo(grams.canonical().unit());
        assertThat(kilograms.canonical().number().value())
                .isEqualByComparingTo(grams.canonical().number().value());
        ObjectNode sampled = json("{'resourceType':'Observation','valueSampledData':{'origin':{'value':10,'unit':'mV'},"
                + "'period':1,'dimensions':1,'factor':2,'data':'1 E 4 2'}}");
        QuantityValue bounds = (QuantityValue) values(sampled, "value-quantity").get(0);
        assertThat(bounds.number().low()).isEqualByComparingTo("11.5");
        assertThat(bounds.number().high()).isEqualByComparingTo("18.5");
    }

    @Test
    void aComparatorLeavesOneEndOpen() {
        ObjectNode observation = json("{'resourceType':'Observation','valueQuantity':{'value':5,'comparator':'<'}}");
        QuantityValue less =
                (QuantityValue) values(observation, "value-quantity").get(0);
        assertThat(less.number()).isEqualTo(new NumberValue(null, null, decimal("5")));
    }

    @Test
    void referencesAreTakenApart() {
        assertThat(reference("'reference':'Patient/1'")).isEqualTo(local("Patient", "1", null));
        assertThat(reference("'reference':'http://localhost/fhir/Patient/1/_history/2'"))
                .isEqualTo(local("Patient", "1", "2"));
        assertThat(reference("'reference':'http://else/fhir/Patient/1'"))
                .isEqualTo(new ReferenceValue("Patient", null, null, "http://else/fhir/Patient/1", null, null));
        assertThat(reference("'reference':'urn:uuid:x','type':'Patient'"))
                .isEqualTo(new ReferenceValue("Patient", null, null, "urn:uuid:x", null, null));
        assertThat(reference("'identifier':{'system':'s','value':'v'}"))
                .isEqualTo(new ReferenceValue(null, null, null, null, "s", "v"));
        assertThat(reference("'reference':'#p'")).isEqualTo(new ReferenceValue(null, null, null, "#p", null, null));
    }

    @Test
    void aCanonicalHasItsVersionApart() {
        ObjectNode absolute = json("{'resourceType':'QuestionnaireResponse','questionnaire':'http://q.org/q|2'}");
        assertThat(values(absolute, "questionnaire"))
                .containsExactly(new ReferenceValue(null, null, "2", "http://q.org/q", null, null));
        ObjectNode relative = json("{'resourceType':'QuestionnaireResponse','questionnaire':'Questionnaire/1'}");
        assertThat(values(relative, "questionnaire")).containsExactly(local("Questionnaire", "1", null));
    }

    @Test
    void aReferenceCountsOnlyForItsOwnType() {
        ObjectNode observation = json("{'resourceType':'Observation','subject':{'reference':'Group/1'}}");
        assertThat(values(observation, "patient")).isEmpty();
        assertThat(values(observation, "subject")).containsExactly(local("Group", "1", null));
    }

    @Test
    void aCompositePairsValuesOfTheSameComponent() {
        ObjectNode observation = json("{'resourceType':'Observation','component':["
                + "{'code':{'coding':[{'code':'sys'}]},'valueQuantity':{'value':120}},"
                + "{'code':{'coding':[{'code':'dia'}]},'valueQuantity':{'value':80}}]}");
        assertThat(values(observation, "component-code-value-quantity"))
                .extracting(v -> ((CompositeValue) v).values())
                .containsExactly(
                        List.of(new TokenValue(null, "sys", null), quantity("120")),
                        List.of(new TokenValue(null, "dia", null), quantity("80")));
    }

    @Test
    void positionsUrisAndWords() {
        ObjectNode location = json("{'resourceType':'Location','position':{'latitude':42.1,'longitude':-83.5}}");
        assertThat(values(location, "near")).containsExactly(new PositionValue(42.1, -83.5));
        ObjectNode patient = json("{'resourceType':'Patient','meta':{'profile':['http://p|1']},"
                + "'text':{'div':'<div>Caf&#233; <b>noir</b></div>'},'contact':[{'name':{'family':'Öz'}}]}");
        assertThat(values(patient, "_profile")).containsExactly(new UriValue("http://p|1"), new UriValue("http://p"));
        assertThat(values(patient, "_text")).containsExactly(new TextValue(List.of("cafe", "noir")));
        assertThat(((TextValue) values(patient, "_content").get(0)).words()).contains("cafe", "noir", "oz");
    }

    private ReferenceValue reference(String body) {
        return (ReferenceValue) values(json("{'resourceType':'Observation','subject':{" + body + "}}"), "subject")
                .get(0);
    }

    private static ReferenceValue local(String type, String id, String version) {
        return new ReferenceValue(type, id, version, null, null, null);
    }

    private static IndexValue quantity(String value) {
        return QuantityValue.of(NumberValue.of(decimal(value)), null, null, null);
    }

    private List<IndexValue> values(ObjectNode resource, String code) {
        return indexer.index(resource).stream()
                .filter(e -> e.parameter().code().equals(code))
                .map(IndexEntry::value)
                .toList();
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static ObjectNode json(String text) {
        return Json.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
