package org.casebook.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.server.TestServer;

/** Resources for the examples of the R4 search page: for each what it finds, beside what it must only just not find. */
final class SearchPageData {
    private static final String UCUM = "http://unitsofmeasure.org";

    private SearchPageData() {}

    static void load(TestServer server) {
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        for (String text : resources()) {
            ObjectNode resource = tree(text);
            String url = resource.get("resourceType").asText() + "/"
                    + resource.get("id").asText();
            ObjectNode entry = entries.addObject();
            entry.set("resource", resource);
            entry.putObject("request").put("method", "PUT").put("url", url);
        }
        TestServer.Answer answer = server.post("", new String(Json.write(bundle), StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
    }

    static ObjectNode tree(String text) {
        try {
            return (ObjectNode) Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static List<String> resources() {
        return java.util.stream.Stream.of(
                        PEOPLE, CONDITIONS, OTHERS, numbers(), dates(), quantities(), composites(), chains())
                .flatMap(java.util.stream.Stream::of)
                .toList();
    }

    private static final String[] PEOPLE = {
        "{'resourceType':'Organization','id':'hl7','name':'Health Level Seven'}",
        "{'resourceType':'Organization','id':'ward','name':'Burns Ward','partOf':{'reference':'Organization/hl7'}}",
        "{'resourceType':'Practitioner','id':'joe','name':[{'family':'Joe','given':['Adam']}],'address':[{'state':'MN'}]}",
        "{'resourceType':'Practitioner','id':'joe-wi','name':[{'family':'Joe'}],'address':[{'state':'WI'}]}",
        "{'resourceType':'Practitioner','id':'ann-mn','name':[{'family':'Ann'}],'address':[{'state':'MN'}]}",
        "{'resourceType':'Patient','id':'peter','language':'fr','meta':{'tag':[{'system':'http://acme.org/codes','code':"
                + "'needs-review'}],'security':[{'system':'http://acme.org/sec','code':'R'}],'profile':"
                + "['http://hl7.org/fhir/StructureDefinition/bp'],'source':'http://acme.org/fhir/src#1'},'text':{'status':'generated',"
                + "'div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>Metastases of the bone</div>'},'identifier':[{'type':"
                + "{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':'MR'}]},'system':"
                + "'http://acme.org/patient','value':'2345'}],'active':true,'name':[{'family':'Chalmers','given':['Peter','James']},"
                + "{'use':'usual','given':['Jim']}],'gender':'male','birthDate':'1974-12-25','telecom':[{'system':'phone','value':"
                + "'(03) 5555 6473'}],'address':[{'line':['534 Erewhon St'],'city':'PleasantVille','state':'Vic','postalCode':'3999'}],"
                + "'communication':[{'language':{'coding':[{'code':'FR'}]}},{'language':{'coding':[{'code':'NL'}]}}],"
                + "'generalPractitioner':[{'reference':'Practitioner/joe'}],'managingOrganization':{'reference':'Organization/ward'}}",
        "{'resourceType':'Patient','id':'eve','text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>"
                + "Liver, no metastases</div>'},'identifier':[{'value':'2345'}],'active':false,'name':[{'family':'Müller-Son','given':"
                + "['Eve']}],'gender':'female','birthDate':'1973-05-31','communication':[{'language':{'coding':[{'code':'FR'}]}}],"
                + "'generalPractitioner':[{'reference':'Practitioner/joe-wi'},{'reference':'Practitioner/ann-mn'}]}",
        "{'resourceType':'Patient','id':'evelyn','identifier':[{'system':'http://acme.org/patient','value':'23456'}],'name':[{'given':"
                + "['Evelyn'],'family':'Son'}],'gender':'female','birthDate':'1974-12','communication':[{'language':{'coding':[{'code':'NL'}]}}]}",
        "{'resourceType':'Patient','id':'severine','identifier':[{'type':{'coding':[{'system':"
                + "'http://terminology.hl7.org/CodeSystem/v2-0203','code':'SS'}]},'system':'http://acme.org/ssn','value':'2345'}],"
                + "'name':[{'text':'Severine O\\u0027Hara, née Carlson','given':['Severine'],'family':'Carlson'}],'birthDate':'1974'}",
        "{'resourceType':'Patient','id':'upper','name':[{'given':['EVE'],'family':'a$b|c,d\\\\e'}],'gender':'other',"
                + "'birthDate':'1974-12-26'}",
        "{'resourceType':'Patient','id':'blank'}",
        "{'resourceType':'Group','id':'102','type':'person','actual':true,'member':[{'entity':{'reference':'Patient/peter'}}],"
                + "'characteristic':[{'code':{'text':'g','coding':[{'code':'gender'}]},'valueCodeableConcept':{'coding':[{'code':'mixed'}]},"
                + "'exclude':false},{'code':{'coding':[{'code':'owner'}]},'valueCodeableConcept':{'coding':[{'code':'john-smith'}]},"
                + "'exclude':false}]}",
        "{'resourceType':'Group','id':'103','type':'person','actual':true,'member':[{'entity':{'reference':'Patient/eve'}}],"
                + "'characteristic':[{'code':{'coding':[{'code':'gender'}]},'valueCodeableConcept':{'coding':[{'code':'john-smith'}]},"
                + "'exclude':false},{'code':{'coding':[{'code':'owner'}]},'valueCodeableConcept':{'coding':[{'code':'mixed'}]},"
                + "'exclude':false}]}",
        "{'resourceType':'List','id':'42','status':'current','mode':'working','entry':[{'item':{'reference':'Patient/eve'}},{'item':"
                + "{'reference':'Patient/peter'}},{'item':{'reference':'Condition/headache'}}]}",
    };

    private static final String[] CONDITIONS = {
        "{'resourceType':'Condition','id':'headache','code':{'coding':[{'system':'http://acme.org/conditions/codes','code':'ha125',"
                + "'display':'Migraine'}],'text':'Headache of the day'},'subject':{'reference':'Patient/peter'}}",
        "{'resourceType':'Condition','id':'other-system','code':{'coding':[{'system':'http://other.org','code':'ha125','display':"
                + "'Headache, other'}]},'subject':{'reference':'Patient/eve'}}",
        "{'resourceType':'Condition','id':'no-system','code':{'coding':[{'code':'ha125'}]},'subject':{'reference':'Patient/eve'}}",
        "{'resourceType':'Condition','id':'longer','code':{'coding':[{'system':'http://acme.org/conditions/codes','code':'ha1256'}]},"
                + "'subject':{'reference':'Patient/peter'}}",
        "{'resourceType':'Condition','id':'neoplasm','code':{'coding':[{'system':'http://snomed.info/sct','code':'126851005'}]},"
                + "'subject':{'reference':'Patient/peter'}}",
        "{'resourceType':'Condition','id':'of-liver','code':{'coding':[{'system':'http://snomed.info/sct','code':'187767006'}]},"
                + "'subject':{'reference':'Patient/eve'}}",
        "{'resourceType':'Condition','id':'of-bone','code':{'coding':[{'system':'http://snomed.info/sct','code':'92546004'}]},"
                + "'subject':{'reference':'Patient/eve'}}",
        "{'resourceType':'Condition','id':'uncoded','subject':{'reference':'Patient/peter'}}",
        "{'resourceType':'CodeSystem','id':'sct','url':'http://snomed.info/sct','status':'active','content':'fragment','concept':"
                + "[{'code':'126851005','concept':[{'code':'187767006'}]},{'code':'92546004'}]}",
        "{'resourceType':'ValueSet','id':'123','url':'http://acme.org/fhir/ValueSet/123','status':'active','compose':{'include':"
                + "[{'system':'http://snomed.info/sct','filter':[{'property':'concept','op':'is-a','value':'126851005'}]}]}}",
        "{'resourceType':'ValueSet','id':'1234','url':'http://acme.org/fhir/ValueSet/1234','status':'active'}",
        "{'resourceType':'ValueSet','id':'oid','url':'urn:oid:1.2.3.4.5','status':'active'}",
        "{'resourceType':'ValueSet','id':'root','url':'http://acme.org/fhir','status':'active'}",
        "{'resourceType':'ValueSet','id':'elsewhere','url':'http://acme.org/fhirfly/ValueSet/123','status':'active'}",
        "{'resourceType':'Composition','id':'with-section','status':'final','type':{'text':'t'},'date':'2020','author':[{'display':"
                + "'a'}],'title':'t','section':[{'code':{'coding':[{'code':'48765-2'}]}},{'code':{'coding':[{'code':'11111-1'}]}}]}",
        "{'resourceType':'Composition','id':'other-section','status':'final','type':{'text':'t'},'date':'2020','author':[{'display':"
                + "'a'}],'title':'t','section':[{'code':{'coding':[{'code':'11111-1'}]}}]}",
        "{'resourceType':'Composition','id':'no-section','status':'final','type':{'text':'t'},'date':'2020','author':[{'display':"
                + "'a'}],'title':'t'}",
    };

    private static final String[] OTHERS = {
        "{'resourceType':'Location','id':'close','name':'Close','position':{'latitude':42.2565,'longitude':-83.6948}}",
        "{'resourceType':'Location','id':'further','name':'Further','position':{'latitude':42.2565,'longitude':-83.56},"
                + "'partOf':{'reference':'Location/close'}}",
        "{'resourceType':'Location','id':'bed','name':'Bed','partOf':{'reference':'Location/further'}}",
        "{'resourceType':'Questionnaire','id':'q','url':'http://acme.org/q','version':'1.2','status':'active','useContext':[{'code':"
                + "{'code':'focus'},'valueCodeableConcept':{'coding':[{'system':'http://snomed.info/sct','code':'408934002'}]}}]}",
        "{'resourceType':'Questionnaire','id':'q2','url':'http://acme.org/q2','status':'active','useContext':[{'code':{'code':'age'},"
                + "'valueCodeableConcept':{'coding':[{'system':'http://snomed.info/sct','code':'408934002'}]}},{'code':{'code':"
                + "'focus'},'valueCodeableConcept':{'coding':[{'system':'http://snomed.info/sct','code':'1'}]}}]}",
        "{'resourceType':'QuestionnaireResponse','id':'versioned','status':'completed','questionnaire':'http://acme.org/q|1.2'}",
        "{'resourceType':'QuestionnaireResponse','id':'older','status':'completed','questionnaire':'http://acme.org/q|1.1'}",
        "{'resourceType':'QuestionnaireResponse','id':'unversioned','status':'completed','questionnaire':'http://acme.org/q'}",
        "{'resourceType':'QuestionnaireResponse','id':'of-q2','status':'completed','questionnaire':'http://acme.org/q2'}",
    };

    private static String[] numbers() {
        String[] values = {"99.4", "99.5", "99.995", "100", "100.004", "100.4", "100.5", "94.9", "95", "104.9", "105"};
        return java.util.stream.Stream.of(values)
                .map(v ->
                        "{'resourceType':'RiskAssessment','id':'n" + v + "','status':'final','subject':{'display':'s'},"
                                + "'prediction':[{'probabilityDecimal':" + v + "}]}")
                .toArray(String[]::new);
    }

    private static String[] dates() {
        return new String[] {
            encounter("jan14", "'start':'2013-01-14','end':'2013-01-14'"),
            encounter("jan14-10h", "'start':'2013-01-14T10:00:00Z','end':'2013-01-14T10:00:00Z'"),
            encounter("jan15-0h", "'start':'2013-01-15T00:00:00Z','end':'2013-01-15T00:00:00Z'"),
            encounter("from-jan21", "'start':'2013-01-21'"),
            encounter("from-mar15", "'start':'2013-03-15'"),
            encounter("until-jan21", "'end':'2013-01-21'"),
            encounter("mar14", "'start':'2013-03-14','end':'2013-03-14'"),
            encounter("jan21", "'start':'2013-01-21','end':'2013-01-21'"),
            encounter("jun2015", "'start':'2015-06-15','end':'2015-06-15'"),
            encounter("zoned", "'start':'2013-01-15T01:00:00+02:00','end':'2013-01-15T01:00:00+02:00'"),
            "{'resourceType':'Encounter','id':'undated','status':'planned','class':{'code':'AMB'}}",
        };
    }

    private static String encounter(String id, String period) {
        return "{'resourceType':'Encounter','id':'" + id + "','status':'finished','class':{'code':'AMB'},'period':{"
                + period + "}}";
    }

    private static String observation(String id, String code, String rest) {
        return "{'resourceType':'Observation','id':'" + id
                + "','status':'final','code':{'coding':[{'system':'http://loinc.org'," + "'code':'" + code + "'}]}"
                + rest + "}";
    }

    private static String quantity(String value, String unit) {
        return "'valueQuantity':{'value':" + value + ",'unit':'" + unit + "','system':'" + UCUM + "','code':'" + unit
                + "'}";
    }

    private static String[] quantities() {
        return new String[] {
            observation("mg5.4", "dose", "," + quantity("5.4", "mg")),
            observation("mg5.44", "dose", "," + quantity("5.44", "mg")),
            observation("mg5.45", "dose", "," + quantity("5.45", "mg")),
            observation("mg5.3", "dose", "," + quantity("5.3", "mg")),
            observation("g0.0054", "dose", "," + quantity("0.0054", "g")),
            observation("kg5.4", "dose", "," + quantity("5.4", "kg")),
            observation("label", "dose", ",'valueQuantity':{'value':5.4,'unit':'mg'}"),
            observation(
                    "own-unit",
                    "dose",
                    ",'valueQuantity':{'value':5.4,'unit':'mg','system':'http://acme.org/u','code':'mg'}"),
            observation("kg70", "weight", "," + quantity("70", "kg")),
            observation("g70000", "weight", "," + quantity("70000", "g")),
            observation("kg71", "weight", "," + quantity("71", "kg")),
        };
    }

    private static String component(String code, String value) {
        return "{'code':{'coding':[{'system':'http://loinc.org','code':'" + code + "'}]}," + quantity(value, "mm[Hg]")
                + "}";
    }

    private static String[] composites() {
        return new String[] {
            observation(
                    "bp-low",
                    "85354-9",
                    ",'component':[" + component("8480-6", "55") + "," + component("8462-4", "40") + "]"),
            // Swapped: the systolic value is high, only the diastolic is below 60.
            observation(
                    "bp-crossed",
                    "85354-9",
                    ",'component':[" + component("8480-6", "120") + "," + component("8462-4", "55") + "]"),
            observation(
                    "potassium-high",
                    "2823-3",
                    ",'subject':{'reference':'Patient/peter'}," + quantity("5.5", "mmol/L")),
            observation(
                    "potassium-fine", "2823-3", ",'subject':{'reference':'Patient/eve'}," + quantity("4.1", "mmol/L")),
            observation("sodium", "2951-2", ",'subject':{'reference':'Patient/eve'}," + quantity("140", "mmol/L")),
            "{'resourceType':'DiagnosticReport','id':'high','status':'final','code':{'text':'r'},'subject':{'reference':'Patient/peter'},"
                    + "'result':[{'reference':'Observation/potassium-high'}]}",
            "{'resourceType':'DiagnosticReport','id':'fine','status':'final','code':{'text':'r'},'subject':{'reference':'Patient/eve'},"
                    + "'result':[{'reference':'Observation/potassium-fine'},{'reference':'Observation/sodium'}]}",
        };
    }

    private static String[] chains() {
        return new String[] {
            observation(
                    "of-peter",
                    "1234-5",
                    ",'subject':{'reference':'Patient/peter'},'encounter':{'reference':'Encounter/visit'}"),
            observation("of-version", "1234-5", ",'subject':{'reference':'Patient/eve/_history/1'}"),
            observation("of-absolute", "1234-5", ",'subject':{'reference':'http://other.org/fhir/Patient/peter'}"),
            observation(
                    "of-identifier",
                    "1234-5",
                    ",'subject':{'identifier':{'system':'http://acme.org/mrn','value':'123456'}}"),
            observation("of-group", "1234-5", ",'subject':{'reference':'Group/102'}"),
            observation("of-nobody", "1234-5", ",'subject':{'reference':'Patient/nobody'}"),
            "{'resourceType':'Encounter','id':'visit','status':'finished','class':{'code':'AMB'},'subject':{'reference':"
                    + "'Patient/peter'},'location':[{'location':{'reference':'Location/bed'}}]}",
            "{'resourceType':'AuditEvent','id':'audit','type':{'code':'rest'},'recorded':'2020-01-01T00:00:00Z','agent':[{'requestor':"
                    + "true,'who':{'reference':'Practitioner/joe'}}],'source':{'observer':{'reference':'Organization/hl7'}},'entity':[{"
                    + "'what':{'reference':'Observation/of-peter'}}]}",
            "{'resourceType':'Provenance','id':'prov','recorded':'2020-01-01T00:00:00Z','target':[{'reference':'MedicationRequest/mr'}],"
                    + "'agent':[{'who':{'reference':'Practitioner/joe'}}]}",
            "{'resourceType':'MedicationRequest','id':'mr','status':'active','intent':'order','subject':{'reference':'Patient/peter'},"
                    + "'requester':{'reference':'Practitioner/joe'},'performer':{'reference':'Practitioner/ann-mn'},'contained':[{"
                    + "'resourceType':'Medication','id':'m','code':{'coding':[{'system':'http://rx','code':'aspirin'}]}}],"
                    + "'medicationReference':{'reference':'#m'}}",
            "{'resourceType':'MedicationRequest','id':'mr2','status':'stopped','intent':'order','subject':{'reference':'Patient/eve'},"
                    + "'medicationReference':{'reference':'Medication/ibu'}}",
            "{'resourceType':'Medication','id':'ibu','code':{'coding':[{'system':'http://rx','code':'ibuprofen'}]}}",
            "{'resourceType':'MedicationDispense','id':'md','status':'completed','subject':{'reference':'Patient/peter'},"
                    + "'medicationCodeableConcept':{'text':'x'},'authorizingPrescription':[{'reference':'MedicationRequest/mr'}]}",
        };
    }
}
