package org.casebook.search;

import org.casebook.jdbc.TestDatabase;

/** A small store with something for every row of the conformance tests. */
final class ConformanceData {
    private ConformanceData() {}

    static SearchStore store(TestDatabase kind) {
        return SearchDatabases.shared("conformance", kind, k -> load(SearchStore.of(k)));
    }

    private static SearchStore load(SearchStore store) {
        return store.with(PEOPLE).with(CLINICAL).with(OTHERS).with(TERMINOLOGY);
    }

    private static final String[] PEOPLE = {
        "{'resourceType':'Organization','id':'org1','name':'Acme Hospital','identifier':[{'system':'http://org','value':'1'}]}",
        "{'resourceType':'Organization','id':'org2','name':'Acme Ward','partOf':{'reference':'Organization/org1'}}",
        "{'resourceType':'Practitioner','id':'pr1','name':[{'family':'Careful','given':['Adam']}]}",
        "{'resourceType':'Patient','id':'peter','meta':{'tag':[{'system':'http://tags','code':'a'}],'security':[{'system':"
                + "'http://sec','code':'R'}],'profile':['http://example.org/profile/p1'],'source':'http://example.org/src#1'},"
                + "'text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>Lives with asthma</div>'},"
                + "'active':true,'identifier':[{'type':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':"
                + "'MR'}]},'system':'http://acme.org/patient','value':'2345'}],'name':[{'use':'official','family':'Chalmers',"
                + "'given':['Peter','James']},{'use':'usual','given':['Jim']}],'gender':'male','birthDate':'1974-12-25','address':"
                + "[{'city':'Pleasant Ville','line':['534 Erewhon St']}],'telecom':[{'system':'email','value':'p@x.org'}],"
                + "'managingOrganization':{'reference':'Organization/org1'},'generalPractitioner':[{'reference':'Practitioner/pr1'}]}",
        "{'resourceType':'Patient','id':'eva','active':false,'identifier':[{'value':'2345'}],'name':[{'family':'Müller',"
                + "'given':['Éva']}],'gender':'female','birthDate':'1980','managingOrganization':{'reference':'Organization/org2'},"
                + "'telecom':[{'system':'phone','value':'555'}]}",
        "{'resourceType':'Patient','id':'sam','name':[{'text':'Sam, the | $1 \\\\\\\\ man','family':'Son'}],'birthDate':'1974-12','generalPractitioner':"
                + "[{'identifier':{'system':'http://npi','value':'77'}}],'identifier':[{'system':'http://other','value':'A|B'}]}",
        "{'resourceType':'Group','id':'g1','type':'person','actual':true,'member':[{'entity':{'reference':'Patient/peter'}}]}",
        "{'resourceType':'List','id':'l1','status':'current','mode':'working','entry':[{'item':{'reference':'Patient/eva'}},"
                + "{'item':{'reference':'Observation/w70kg'}}]}",
    };

    private static String observation(String id, String code, String rest) {
        return "{'resourceType':'Observation','id':'" + id
                + "','status':'final','code':{'coding':[{'system':'http://loinc.org'," + "'code':'" + code
                + "','display':'Body weight'}],'text':'Weight of the day'}," + rest + "}";
    }

    private static String kg(String value, String code) {
        return "'valueQuantity':{'value':" + value + ",'unit':'" + code
                + "','system':'http://unitsofmeasure.org','code':'" + code + "'}";
    }

    private static final String[] CLINICAL = {
        "{'resourceType':'Encounter','id':'e1','status':'finished','class':{'code':'AMB'},'subject':{'reference':'Patient/peter'},"
                + "'period':{'start':'2013-01-21','end':'2013-03-14T12:00:00Z'},'serviceProvider':{'reference':'Organization/org1'}}",
        "{'resourceType':'Encounter','id':'e2','status':'in-progress','class':{'code':'IMP'},'subject':{'reference':'Patient/eva'},"
                + "'period':{'start':'2013-02-01'}}",
        "{'resourceType':'Encounter','id':'e3','status':'planned','class':{'code':'IMP'},'period':{'end':'2012-01-01'}}",
        observation(
                "w70kg",
                "29463-7",
                "'subject':{'reference':'Patient/peter'},'encounter':{'reference':'Encounter/e1'},"
                        + "'effectiveDateTime':'2013-01-14T10:00:00Z'," + kg("70", "kg")),
        observation(
                "w70000g",
                "29463-7",
                "'subject':{'reference':'Patient/eva'},'effectiveDateTime':'2013-01-14'," + kg("70000", "g")),
        observation(
                "w71kg",
                "29463-7",
                "'subject':{'reference':'Patient/peter/_history/1'},'effectiveDateTime':'2013-02'," + kg("71", "kg")),
        observation(
                "mg54", "mg", "'subject':{'reference':'Patient/peter'},'effectiveDateTime':'2014'," + kg("5.4", "mg")),
        observation(
                "unit54",
                "mg",
                "'subject':{'reference':'Patient/sam'},'effectivePeriod':{'start':'2013-01-01','end':'2013-12-31'},"
                        + "'valueQuantity':{'value':5.4,'unit':'mg'}"),
        observation(
                "coded",
                "coded",
                "'performer':[{'reference':'Practitioner/pr1'}],'valueCodeableConcept':{'coding':[{'system':"
                        + "'http://snomed.info/sct','code':'animal'}]}"),
        observation(
                "bp",
                "85354-9",
                "'subject':{'reference':'Patient/peter'},'effectiveDateTime':'2015-05-05','component':["
                        + "{'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]}," + kg("120", "mm[Hg]")
                        + "},"
                        + "{'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]}," + kg("80", "mm[Hg]")
                        + "}]"),
        "{'resourceType':'Condition','id':'cat','code':{'coding':[{'system':'http://snomed.info/sct','code':'cat','display':'Cat bite'}]},"
                + "'subject':{'reference':'Patient/peter'},'asserter':{'reference':'Practitioner/pr1'},'onsetDateTime':'2012'}",
        "{'resourceType':'Condition','id':'tabby','code':{'coding':[{'system':'http://snomed.info/sct','code':'tabby'}]},'subject':"
                + "{'reference':'Patient/eva'}}",
        "{'resourceType':'RiskAssessment','id':'risk8','status':'final','subject':{'reference':'Patient/peter'},'prediction':"
                + "[{'probabilityDecimal':0.8}]}",
        "{'resourceType':'RiskAssessment','id':'risk100','status':'final','subject':{'reference':'Patient/eva'},'prediction':"
                + "[{'probabilityDecimal':100.4}]}",
        "{'resourceType':'Provenance','id':'prov1','recorded':'2020-01-01T00:00:00Z','target':[{'reference':'Observation/w70kg'}],"
                + "'agent':[{'who':{'reference':'Practitioner/pr1'}}]}",
        "{'resourceType':'MedicationRequest','id':'mr1','status':'active','intent':'order','subject':{'reference':'Patient/peter'},"
                + "'contained':[{'resourceType':'Medication','id':'m','code':{'coding':[{'system':'http://rx','code':'aspirin'}]}}],"
                + "'medicationReference':{'reference':'#m'}}",
        "{'resourceType':'AuditEvent','id':'a1','type':{'code':'rest'},'recorded':'2020-01-01T00:00:00Z','agent':[{'requestor':true,"
                + "'who':{'reference':'Practitioner/pr1'}}],'source':{'observer':{'reference':'Organization/org1'}},'entity':[{'what':"
                + "{'reference':'Observation/w70kg'}}]}",
    };

    private static final String[] OTHERS = {
        "{'resourceType':'Location','id':'near','name':'Near','position':{'latitude':42.2565,'longitude':-83.694810}}",
        "{'resourceType':'Location','id':'far','name':'Far','position':{'latitude':42.2565,'longitude':-83.5},'partOf':{'reference':"
                + "'Location/near'}}",
        "{'resourceType':'Location','id':'room','name':'Room','partOf':{'reference':'Location/far'}}",
        "{'resourceType':'Encounter','id':'e4','status':'planned','class':{'code':'IMP'},'location':[{'location':{'reference':"
                + "'Location/room'}}]}",
        "{'resourceType':'Questionnaire','id':'q1','url':'http://example.org/Questionnaire/q','version':'1.2','status':'active','title':'Q'}",
        "{'resourceType':'QuestionnaireResponse','id':'qr1','status':'completed','questionnaire':'http://example.org/Questionnaire/q|1.2'}",
        "{'resourceType':'QuestionnaireResponse','id':'qr2','status':'completed','questionnaire':'http://example.org/Questionnaire/q'}",
    };

    private static final String[] TERMINOLOGY = {
        "{'resourceType':'CodeSystem','id':'animals','url':'http://snomed.info/sct','status':'active','content':'fragment','concept':"
                + "[{'code':'animal','concept':[{'code':'cat','concept':[{'code':'tabby'}]},{'code':'dog'}]}]}",
        "{'resourceType':'ValueSet','id':'cats','url':'http://acme.org/fhir/ValueSet/cats','status':'active','compose':{'include':"
                + "[{'system':'http://snomed.info/sct','filter':[{'property':'concept','op':'is-a','value':'cat'}]}]}}",
        "{'resourceType':'ValueSet','id':'weights','url':'http://acme.org/fhir/ValueSet/weights','status':'active','compose':{'include':"
                + "[{'system':'http://loinc.org','concept':[{'code':'29463-7'}]}]}}",
    };
}
