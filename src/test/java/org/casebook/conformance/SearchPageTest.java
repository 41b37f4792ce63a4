package org.casebook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.casebook.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the R4 search page over HTTP, as they are written there, with exactly what each must find in {@link
 * SearchPageData}. A line is a query, an arrow and the ids of its matches; {@code +} before an id stands for an included
 * resource; a number alone is the status of a refusal.
 */
class SearchPageTest {
    @TempDir
    static Path data;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(
                data,
                Map.of(
                        "empty",
                        "true",
                        "referential-integrity",
                        "allow",
                        "validate-on-write",
                        "false",
                        "default-count",
                        "100",
                        // The page searches numbers beyond what the one number parameter may hold by ras-2.
                        "invariants",
                        "off"));
        SearchPageData.load(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("C1 number: the range that the digits imply for eq and ne, the exact number for the others")
    void number() {
        check("""
            RiskAssessment?probability=100 -> n99.5 n99.995 n100 n100.004 n100.4
            RiskAssessment?probability=eq100 -> n99.5 n99.995 n100 n100.004 n100.4
            RiskAssessment?probability=100.00 -> n99.995 n100 n100.004
            RiskAssessment?probability=1e2 -> n95 n99.4 n99.5 n99.995 n100 n100.004 n100.4 n100.5 n104.9
            RiskAssessment?probability=lt100 -> n94.9 n95 n99.4 n99.5 n99.995
            RiskAssessment?probability=le100 -> n94.9 n95 n99.4 n99.5 n99.995 n100
            RiskAssessment?probability=gt100 -> n100.004 n100.4 n100.5 n104.9 n105
            RiskAssessment?probability=ge100 -> n100 n100.004 n100.4 n100.5 n104.9 n105
            RiskAssessment?probability=ne100 -> n94.9 n95 n99.4 n100.5 n104.9 n105
            RiskAssessment?probability=sa104.9 -> n105
            RiskAssessment?probability=eb95 -> n94.9
            RiskAssessment?probability=ap116 -> n104.9 n105
            RiskAssessment?probability=95,105 -> n94.9 n95 n104.9 n105
            RiskAssessment?probability=gt100&probability=lt100.5 -> n100.004 n100.4
            RiskAssessment?probability=abc -> 400
            """);
    }

    @Test
    @DisplayName("C2 date: the table of prefixes, with precision, open periods and time zones; E2, E3")
    void date() {
        check("""
            Encounter?date=eq2013-01-14 -> jan14 jan14-10h zoned
            Encounter?date=2013-01-14 -> jan14 jan14-10h zoned
            Encounter?date=ne2013-01-14&_id=jan14,jan14-10h,jan15-0h,zoned -> jan15-0h
            Encounter?date=2013-01 -> jan14 jan14-10h jan15-0h zoned jan21
            Encounter?date=2013-01-14T23:00Z -> zoned
            Encounter?date=2013-01-15T01:00:00%2B02:00 -> zoned
            Encounter?date=lt2013-01-14T10:00Z -> jan14 until-jan21
            Encounter?date=gt2013-01-14T10:00Z -> jan14 jan15-0h zoned from-jan21 from-mar15 until-jan21 mar14 jan21 jun2015
            Encounter?date=ge2013-03-14 -> from-jan21 from-mar15 mar14 jun2015
            Encounter?date=le2013-03-14 -> jan14 jan14-10h jan15-0h zoned from-jan21 until-jan21 mar14 jan21
            Encounter?date=sa2013-03-14 -> from-mar15 jun2015
            Encounter?date=eb2013-03-14 -> jan14 jan14-10h jan15-0h zoned until-jan21 jan21
            Encounter?date=ap2013-03-14 -> jan14 jan14-10h jan15-0h zoned from-jan21 from-mar15 until-jan21 mar14 jan21
            Encounter?date=2013-01-14,2015 -> jan14 jan14-10h zoned jun2015
            Encounter?date=ge2013-01-15&date=lt2013-02 -> jan15-0h from-jan21 until-jan21 jan21
            Patient?birthdate=1974-12-25 -> peter
            Patient?birthdate=1974-12 -> peter evelyn upper
            Patient?birthdate=1974 -> peter evelyn upper severine
            Patient?birthdate=ge1974-12-26 -> upper evelyn severine
            Patient?birthdate=lt1974-01-01 -> eve
            Condition?onset-date=23%20May%202009 -> 400
            Encounter?date=2013-13 -> 400
            Encounter?date=xx2013 -> 400
            """);
    }

    @Test
    @DisplayName("C3 string: starts with, without case and accents, over all parts of a name and an address")
    void string() {
        check("""
            Patient?given=eve -> eve evelyn upper
            Patient?given=EVE -> eve evelyn upper
            Patient?given:contains=eve -> eve evelyn severine upper
            Patient?given:exact=Eve -> eve
            Patient?given:exact=eve ->
            Patient?family=muller -> eve
            Patient?family=MÜLLER -> eve
            Patient?family=son -> evelyn
            Patient?family:contains=son -> eve evelyn severine
            Patient?name=peter -> peter
            Patient?name=jim -> peter
            Patient?name=hara ->
            Patient?name=severine%20o -> severine
            Patient?address=534 -> peter
            Patient?address=pleasant -> peter
            Patient?address=3999 -> peter
            Patient?address-city=pleasantville -> peter
            Patient?address-city:exact=PleasantVille -> peter
            Patient?address-city:exact=Pleasantville ->
            Patient?given=eve,peter -> eve evelyn upper peter
            Patient?given=peter&given=james -> peter
            Patient?given=peter&given=eve ->
            Patient?name:text=peter -> 400
            """);
    }

    @Test
    @DisplayName("C4 token: [code], [system]|[code], |[code], [system]|")
    void token() {
        check("""
            Patient?identifier=http://acme.org/patient|2345 -> peter
            Patient?identifier=2345 -> peter eve severine
            Patient?identifier=|2345 -> eve
            Patient?identifier=http://acme.org/patient| -> peter evelyn
            Patient?gender=male -> peter
            Patient?gender=male,female -> peter eve evelyn
            Patient?active=true -> peter
            Patient?active=false -> eve
            Composition?section=48765-2 -> with-section
            Condition?code=http://acme.org/conditions/codes|ha125 -> headache
            Condition?code=ha125 -> headache other-system no-system
            Condition?code=|ha125 -> no-system
            Patient?phone=(03)%205555%206473 -> peter
            Patient?language=FR&language=NL -> peter
            Patient?language=FR,NL -> peter eve evelyn
            """);
    }

    @Test
    @DisplayName("C5 reference: id, type and id, absolute, version")
    void reference() {
        check("""
            Observation?code=1234-5&subject=Patient/peter -> of-peter
            Observation?code=1234-5&subject=peter -> of-peter
            Observation?code=1234-5&subject={base}/Patient/peter -> of-peter
            Observation?code=1234-5&subject=http://other.org/fhir/Patient/peter -> of-absolute
            Observation?code=1234-5&subject=Patient/eve -> of-version
            Observation?code=1234-5&subject=Patient/eve/_history/1 -> of-version
            Observation?code=1234-5&subject=Patient/eve/_history/2 ->
            Observation?code=1234-5&subject=102 -> of-group
            Observation?code=1234-5&patient=102 ->
            Observation?subject=Patient/nobody -> of-nobody
            QuestionnaireResponse?questionnaire=http://acme.org/q -> versioned older unversioned
            QuestionnaireResponse?questionnaire=http://acme.org/q|1.2 -> versioned
            """);
    }

    @Test
    @DisplayName("C6 quantity, C7 with UCUM conversion")
    void quantity() {
        check("""
            Observation?value-quantity=5.4|http://unitsofmeasure.org|mg -> mg5.4 mg5.44 g0.0054
            Observation?value-quantity=5.40e-3|http://unitsofmeasure.org|g -> mg5.4 g0.0054
            Observation?value-quantity=5.4||mg -> mg5.4 mg5.44 label own-unit
            Observation?value-quantity=5.4 -> mg5.4 mg5.44 kg5.4 label own-unit
            Observation?code=dose&value-quantity=le5.4|http://unitsofmeasure.org|mg -> mg5.4 mg5.3 g0.0054
            Observation?code=dose&value-quantity=gt5.4|http://unitsofmeasure.org|mg -> mg5.44 mg5.45 kg5.4
            Observation?code=dose&value-quantity=ap5.4|http://unitsofmeasure.org|mg -> mg5.4 mg5.44 mg5.45 mg5.3 g0.0054
            Observation?value-quantity=70|http://unitsofmeasure.org|kg -> kg70 g70000
            Observation?value-quantity=70000|http://unitsofmeasure.org|g -> kg70 g70000
            Observation?code=weight&value-quantity=gt70|http://unitsofmeasure.org|kg -> kg71
            Observation?value-quantity=70|http://unitsofmeasure.org|mmol ->
            Observation?value-quantity=1e999999999 -> 400
            """);
    }

    @Test
    @DisplayName("C8 uri: exact, and D9 :above and :below by path segments")
    void uri() {
        check("""
            ValueSet?url=http://acme.org/fhir/ValueSet/123 -> 123
            ValueSet?url=HTTP://acme.org/fhir/ValueSet/123 ->
            ValueSet?url:below=http://acme.org/fhir/ -> 123 1234
            ValueSet?url:below=http://acme.org/fhir -> root 123 1234 elsewhere
            ValueSet?url:above=http://acme.org/fhir/ValueSet/123/_history/5 -> root 123
            ValueSet?url=urn:oid:1.2.3.4.5 -> oid
            ValueSet?url=urn:oid:1.2.3.4 ->
            """);
    }

    @Test
    @DisplayName("C9 composite: both parts of the same element")
    void composite() {
        check("""
            Observation?component-code-value-quantity=http://loinc.org|8480-6$lt60 -> bp-low
            Observation?component-code-value-quantity=8480-6$lt60,8462-4$lt60 -> bp-low bp-crossed
            DiagnosticReport?result.code-value-quantity=http://loinc.org|2823-3$gt5.4|http://unitsofmeasure.org|mmol/L -> high
            Observation?code-value-quantity=2823-3$gt4 -> potassium-high potassium-fine
            Group?characteristic-value=gender$mixed -> 102
            Questionnaire?context-type-value=focus$http://snomed.info/sct|408934002 -> q
            Observation?code-value-quantity=2823-3 -> 400
            """);
    }

    @Test
    @DisplayName("C10 special: near")
    void near() {
        check("""
            Location?near=42.256500|-83.694810|11.20|km -> close further
            Location?near=42.256500|-83.694810|11|km -> close
            Location?near=42.256500|-83.694810|7|[mi_us] -> close further
            Location?near=42.2565|-83.6948|1000|m -> close
            Location?near=42.2565 -> 400
            """);
    }

    @Test
    @DisplayName("D1 :missing")
    void missing() {
        check("""
            Patient?gender:missing=true -> blank severine
            Patient?gender:missing=false -> peter eve evelyn upper
            Encounter?date:missing=true -> undated visit
            Observation?code=1234-5&subject:missing=true ->
            Composition?section:missing=true -> no-section
            Patient?birthdate:missing=true -> blank
            """);
    }

    @Test
    @DisplayName("D4 :not, D5 :text, D6 :in, D7 :not-in, D8 :above and :below, D10 :of-type")
    void tokenModifiers() {
        check("""
            Patient?gender:not=male -> blank severine eve evelyn upper
            Patient?gender:not=male,female -> blank severine upper
            Composition?section:not=48765-2 -> other-section no-section
            Condition?code:text=headache -> headache other-system
            Condition?code:text=head -> headache other-system
            Condition?code:in=http://acme.org/fhir/ValueSet/123 -> neoplasm of-liver
            Condition?code:in=ValueSet/123 -> neoplasm of-liver
            Condition?code:not-in=http://acme.org/fhir/ValueSet/123 -> headache other-system no-system longer of-bone uncoded
            Condition?code:below=http://snomed.info/sct|126851005 -> neoplasm of-liver
            Condition?code:in=http://snomed.info/sct?fhir_vs=isa/126851005 -> neoplasm of-liver
            Condition?code:in=http://snomed.info/sct?fhir_vs -> neoplasm of-liver of-bone
            Condition?code:below=126851005 -> neoplasm of-liver
            Condition?code:above=http://snomed.info/sct|187767006 -> neoplasm of-liver
            Condition?code:below=http://snomed.info/sct|92546004 -> of-bone
            Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|2345 -> peter
            Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|2345 -> severine
            Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|23456 ->
            Condition?onset-date:text=1995 -> 400
            Condition?code:in=http://acme.org/no-such-set -> 400
            """);
        JsonNode unknown = get("Condition?code:below=99");
        assertThat(unknown.path("total").asInt(-1)).isZero();
        assertThat(unknown.at("/entry")).hasSize(1);
        assertThat(unknown.at("/entry/0/search/mode").asText()).isEqualTo("outcome");
        assertThat(unknown.at("/entry/0/resource/issue/0/severity").asText()).isEqualTo("warning");
    }

    @Test
    @DisplayName("D9 :above and :below of references, D11 :identifier, D12 :[type]")
    void referenceModifiers() {
        check("""
            Observation?code=1234-5&subject:Patient=peter -> of-peter
            Observation?code=1234-5&subject:Group=102 -> of-group
            Observation?code=1234-5&subject:Patient=102 ->
            Observation?subject:identifier=http://acme.org/mrn|123456 -> of-identifier
            Observation?subject:identifier=http://acme.org/mrn|12345 ->
            Observation?subject:Organization=hl7 -> 400
            Location?partof:below=Location/close -> further bed
            Location?partof:below=Location/further -> bed
            Encounter?location:below=Location/close -> visit
            Encounter?location:above=Location/bed -> visit
            QuestionnaireResponse?questionnaire:below=http://acme.org/q|1 -> versioned older
            """);
    }

    @Test
    @DisplayName("Escaping: \\\\, \\| \\$ \\\\\\\\")
    void escaping() {
        check("""
            Patient?family=a$b|c\\,d -> upper
            Patient?family=a\\$b\\|c\\,d\\\\e -> upper
            Patient?family=a$b|c,zz -> upper
            Patient?family=a$b|x\\,d ->
            """);
    }

    @Test
    @DisplayName("E1 OR list with prefixes")
    void orListWithPrefixes() {
        check("""
            Patient?birthdate=lt1974,ge1974-12-26 -> eve upper evelyn severine
            RiskAssessment?probability=lt95,gt104.9 -> n94.9 n105
            Observation?code=weight&value-quantity=lt70|http://unitsofmeasure.org|kg,gt70|http://unitsofmeasure.org|kg -> kg71
            """);
    }

    @Test
    @DisplayName("E4 chaining, D14 modifiers inside chains")
    void chains() {
        check("""
            DiagnosticReport?subject:Patient.name=peter -> high
            DiagnosticReport?subject.name=peter -> high
            Patient?general-practitioner.name=Joe&general-practitioner.address-state=MN -> peter eve
            Patient?general-practitioner:Practitioner.name=Joe -> peter eve
            Patient?organization.name=health ->
            Patient?organization.partof.name=health -> peter
            Observation?subject:Patient.organization.partof.name:exact=Health%20Level%20Seven -> of-peter potassium-high
            Observation?code=1234-5&subject.gender:missing=true ->
            Condition?subject.name:contains=ete -> headache longer neoplasm uncoded
            Encounter?location.partof.partof=close -> visit
            Observation?subject.gendre=male -> 400
            Patient?name.family=x -> 400
            """);
    }

    @Test
    @DisplayName("E5 _has, E6 nested and with chains inside and outside")
    void reverseChains() {
        check("""
            Patient?_has:Observation:patient:code=1234-5 -> peter eve
            Patient?_has:Observation:patient:code=2823-3,2951-2 -> peter eve
            Patient?_has:Observation:patient:code=1234-5&_has:Observation:patient:code=2951-2 -> eve
            Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=joe -> peter
            Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=ann-mn ->
            Encounter?patient._has:Group:member:_id=102 -> visit
            Patient?_has:Encounter:patient:location.name=bed -> peter
            Patient?_has:Group:member:_id=103 -> eve
            Practitioner?_has:Patient:general-practitioner:name=peter -> joe
            Patient?_has:Observation:code=1 -> 400
            Patient?_has:Observation:device:code=1 -> 400
            """);
    }

    @Test
    @DisplayName("E7 _include, E8 _revinclude, E9 *, D13 :iterate, E10 at a versioned reference")
    void includes() {
        check("""
            MedicationRequest?_id=mr&_include=MedicationRequest:patient -> mr +Patient/peter
            MedicationRequest?_id=mr&_include=MedicationRequest:requester:Practitioner -> mr +Practitioner/joe
            MedicationRequest?_id=mr&_include=MedicationRequest:requester:Organization -> mr
            MedicationRequest?_include=MedicationRequest:patient&_revinclude=Provenance:target -> mr mr2 +Patient/peter +Patient/eve +Provenance/prov
            MedicationDispense?_include=MedicationDispense:prescription -> md +MedicationRequest/mr
            MedicationDispense?_include=MedicationDispense:prescription&_include:iterate=MedicationRequest:requester -> md +MedicationRequest/mr +Practitioner/joe
            MedicationDispense?_include=MedicationDispense:prescription&_include:iterate=MedicationRequest:intended-performer -> md +MedicationRequest/mr +Practitioner/ann-mn
            Location?_id=bed&_include:iterate=Location:partof -> bed +Location/further +Location/close
            Location?_id=bed&_include=Location:partof -> bed +Location/further
            Location?_id=close&_revinclude:iterate=Location:partof -> close +Location/further +Location/bed
            MedicationRequest?_id=mr&_include=* -> mr +Patient/peter +Practitioner/joe +Practitioner/ann-mn
            MedicationRequest?_id=mr&_include=MedicationRequest:* -> mr +Patient/peter +Practitioner/joe +Practitioner/ann-mn
            MedicationRequest?_id=mr&_revinclude=* -> mr +Provenance/prov +MedicationDispense/md
            Observation?_id=of-nobody&_include=Observation:subject -> of-nobody
            Observation?_id=of-absolute&_include=Observation:subject -> of-absolute
            Observation?_id=of-version&_include=Observation:subject -> of-version +Patient/eve
            Observation?_id=of-group&_include=Observation:subject:Patient -> of-group
            Observation?_id=of-group,of-peter&_include=Observation:subject:Group -> of-group of-peter +Group/102
            Condition?_id=headache,longer&_include=Condition:subject -> headache longer +Patient/peter
            Observation?_include=Observation:subjekt -> 400
            """);
    }

    @Test
    @DisplayName("E10 an include at a versioned reference is that version")
    void includeOfAVersion() {
        server.put("Practitioner/twice", "{\"resourceType\":\"Practitioner\",\"id\":\"twice\",\"active\":true}");
        server.put("Practitioner/twice", "{\"resourceType\":\"Practitioner\",\"id\":\"twice\",\"active\":false}");
        server.put(
                "Basic/versioned",
                "{\"resourceType\":\"Basic\",\"id\":\"versioned\",\"code\":{\"text\":\"x\"},\"author\":{\"reference\":\"Practitioner/twice/_history/1\"}}");
        JsonNode included = get("Basic?_id=versioned&_include=Basic:author").at("/entry/1/resource");
        assertThat(included.at("/meta/versionId").asText()).isEqualTo("1");
        assertThat(included.path("active").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("E11 _sort with several keys, missing values last; E12 by chain")
    void sort() {
        ordered("Patient?_sort=birthdate,_id&gender:missing=false", "eve evelyn peter upper");
        ordered("Patient?_sort=-birthdate,_id", "upper peter evelyn severine eve blank");
        ordered("Patient?_sort=gender,-given&gender:missing=false", "evelyn eve peter upper");
        check(
                "Patient?_sort=name:desc -> 400\nPatient?_sort:desc=name -> 400\nPatient?_sort=organization:Patient.name -> 400");
        ordered("RiskAssessment?_sort=-probability&_count=3", "n105 n104.9 n100.5");
        ordered(
                "Condition?_sort=subject:Patient.birthdate,_id",
                "no-system of-bone of-liver other-system headache longer neoplasm uncoded");
    }

    @Test
    @DisplayName("E18 _contained and _containedType")
    void contained() {
        check("""
            Medication?code=aspirin ->
            Medication?code=aspirin&_contained=false ->
            Medication?code=aspirin&_contained=true -> mr
            Medication?code=ibuprofen&_contained=true ->
            Medication?code=ibuprofen,aspirin&_contained=both -> ibu mr
            MedicationRequest?medication.code=ibuprofen -> mr2
            MedicationRequest?medication.code=aspirin -> mr
            MedicationRequest?medication:Medication.code=http://rx|aspirin -> mr
            MedicationRequest?medication.code=aspirin,ibuprofen -> mr mr2
            MedicationRequest?medication.code:not=aspirin -> mr2
            MedicationRequest?status=active&medication.code=ibuprofen ->
            Patient?_has:MedicationRequest:patient:medication.code=aspirin -> peter
            MedicationRequest?_filter=medication.code eq aspirin -> mr
            MedicationRequest?_id=mr&_include=MedicationRequest:medication -> mr
            """);
        JsonNode entry = get("Medication?code=aspirin&_contained=true&_containedType=contained")
                .at("/entry/0");
        assertThat(entry.at("/resource/resourceType").asText()).isEqualTo("Medication");
        assertThat(entry.path("fullUrl").asText()).endsWith("/MedicationRequest/mr#m");
    }

    @Test
    @DisplayName("E19 _list")
    void list() {
        check("""
            Patient?_list=42 -> eve peter
            Patient?_list=42&gender=female -> eve
            Condition?_list=42 -> headache
            Observation?_list=42 ->
            Patient?_list=43 ->
            Patient?_list=$current-problems -> 400
            """);
    }

    @Test
    @DisplayName("E20 _filter: operators, logic, brackets, chains, filters of a chain")
    void filter() {
        check("""
            Patient?_filter=given eq "Peter" and birthdate ge 1974-10-10 -> peter
            Patient?_filter=name eq peter -> peter
            Patient?_filter=name eq "pete" ->
            Patient?_filter=name ne "Peter" and gender eq other -> upper
            Patient?_filter=family co "son" -> eve evelyn severine
            Patient?_filter=family sw "son" -> evelyn
            Patient?_filter=family ew "son" -> eve evelyn severine
            Patient?_filter=gender eq male or gender eq other -> peter upper
            Patient?_filter=not (gender eq male or gender eq other) -> eve evelyn severine blank
            Patient?_filter=gender pr true and birthdate lt 1974 -> eve
            Patient?_filter=gender pr false -> severine blank
            Patient?_filter=(gender eq male and birthdate eq 1974-12-25) or (gender eq female and birthdate lt 1974) -> peter eve
            Patient?_filter=gender eq female and birthdate lt 1974 or gender eq male -> eve peter
            Condition?_filter=code in http://acme.org/fhir/ValueSet/123 -> neoplasm of-liver
            Condition?_filter=code sb http://snomed.info/sct|126851005 -> neoplasm of-liver
            Condition?_filter=code ss http://snomed.info/sct|187767006 -> neoplasm of-liver
            Observation?_filter=code eq http://loinc.org|1234-5 and subject.name co "eter" -> of-peter
            Observation?_filter=code eq http://loinc.org|1234-5 and subject re Patient/peter -> of-peter
            Encounter?_filter=date sa 2013-03-14 -> from-mar15 jun2015
            Encounter?_filter=date po 2013-03-14 and date ge 2013 -> from-jan21 mar14
            RiskAssessment?_filter=probability gt 104.9 -> n105
            ValueSet?_filter=url eq http://acme.org/fhir/ValueSet/123 -> 123
            Patient?_filter=gender eq -> 400
            Patient?_filter=gendre eq male -> 400
            Patient?_filter=(gender eq male -> 400
            """);
    }

    @Test
    @DisplayName("E21 _query is refused unless it is defined")
    void query() {
        check("Patient?_query=current-high-risk&ward=x -> 400");
    }

    @Test
    @DisplayName("E23 _id, _lastUpdated, _tag, _profile, _security; E24 _source")
    void parametersOfEveryResource() {
        check("""
            Patient?_id=eve -> eve
            Patient?_id=eve,peter,nobody -> eve peter
            Patient?_id=Eve ->
            Patient?_lastUpdated=gt2010-10-01 -> peter eve evelyn severine upper blank
            Patient?_lastUpdated=lt2010-10-01 ->
            Patient?_tag=http://acme.org/codes|needs-review -> peter
            Patient?_tag=http://acme.org/codes|needs ->
            Patient?_tag:not=needs-review -> eve evelyn severine upper blank
            Patient?_profile=http://hl7.org/fhir/StructureDefinition/bp -> peter
            Patient?_profile=http://hl7.org/fhir/StructureDefinition/b ->
            Patient?_security=http://acme.org/sec|R -> peter
            Patient?_security=V ->
            Patient?_source=http://acme.org/fhir/src%231 -> peter
            Patient?_source:below=http://acme.org/ -> peter
            Patient?_source=http://acme.org/fhir ->
            """);
    }

    @Test
    @DisplayName("E25 _type and B3 search of the whole system")
    void system() {
        check("""
            ?_type=Organization,Group&_id=hl7,102 -> hl7 102
            ?_id=42 -> 42
            ?_tag=needs-review -> peter
            ?_type=Patient,Practitioner&name=joe -> joe joe-wi
            ?_type=Patient&_has:Observation:patient:code=2951-2 -> eve
            ?_type=Observatio -> 400
            Patient?_type=Observation -> 400
            ?gender=male -> 400
            """);
    }

    @Test
    @DisplayName("B4 compartments")
    void compartments() {
        check("""
            Patient/peter/Observation -> of-peter potassium-high
            Patient/peter/Observation?code=1234-5 -> of-peter
            Patient/peter/Condition -> headache longer neoplasm uncoded
            Patient/peter/*?_type=Encounter,MedicationRequest -> visit mr
            Patient/eve/Observation -> of-version potassium-fine sodium
            Patient/blank/Observation ->
            Encounter/visit/Observation -> of-peter
            Practitioner/joe/MedicationRequest -> mr
            Practitioner/joe/Patient -> peter
            Device/none/Observation ->
            RelatedPerson/none/Observation ->
            Organization/hl7/Patient -> 400
            """);
    }

    @Test
    @DisplayName("E22 _text and _content, with the logic of the page's example")
    void texts() {
        check("""
            Patient?_text=metastases -> peter eve
            Patient?_text=BONE -> peter
            Patient?_text=bon ->
            Patient?_text=metastases bone -> peter
            Patient?_text=(bone OR liver) and metastases -> peter eve
            Patient?_text=(bone AND liver) or nothing ->
            Patient?_text=metastases NOT liver -> peter
            Patient?_text=(bone -> 400
            Patient?_text=bone OR -> 400
            Patient?_text=() -> 400
            Patient?_text="the bone" -> peter
            Patient?_content=erewhon -> peter
            Condition?_content=migraine -> headache
            Condition?_text=migraine ->
            """);
    }

    /** Checks each line. */
    private static void check(String lines) {
        SoftAssertions softly = new SoftAssertions();
        for (String line : lines.lines().toList()) {
            int arrow = line.lastIndexOf("->");
            String query = line.substring(0, arrow).strip();
            String expected = line.substring(arrow + 2).strip();
            if (expected.equals("400")) {
                TestServer.Answer answer = server.get(encoded(query));
                softly.assertThat(answer.status() + " "
                                + answer.json().path("resourceType").asText())
                        .as(query)
                        .isEqualTo("400 OperationOutcome");
            } else {
                softly.assertThat(new TreeSet<>(found(query))).as(query).isEqualTo(new TreeSet<>(words(expected)));
            }
        }
        softly.assertAll();
    }

    private static void ordered(String query, String expected) {
        assertThat(found(query)).as(query).isEqualTo(words(expected));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** Ids of the matches and, with a plus sign, what is included; the total must be the number of matches. */
    private static List<String> found(String query) {
        JsonNode bundle = get(query);
        List<String> found = new ArrayList<>();
        int matches = 0;
        for (JsonNode entry : bundle.path("entry")) {
            String id = entry.at("/resource/id").asText();
            boolean match = entry.at("/search/mode").asText().equals("match");
            matches += match ? 1 : 0;
            found.add(match ? id : "+" + entry.at("/resource/resourceType").asText() + "/" + id);
            assertThat(entry.path("fullUrl").asText())
                    .startsWith(server.base() + "/")
                    .endsWith("/" + id);
        }
        if (!query.contains("_count")) {
            assertThat(bundle.path("total").asInt(-1)).as("total of " + query).isEqualTo(matches);
        }
        return found;
    }

    private static JsonNode get(String query) {
        TestServer.Answer answer = server.get(encoded(query));
        assertThat(answer.status()).as(query + ": " + answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** What a URI does not allow, escaped; an escape that is there stays. */
    private static String encoded(String query) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : query.replace("{base}", server.base()).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c > ' ' && c < 127 && "\"|\\<>^`{}".indexOf(c) < 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
