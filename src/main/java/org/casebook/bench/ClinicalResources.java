package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import org.casebook.fhir.Json;

/** The resources of the data set: valid R4, of the size and shape that a clinic's systems write. */
final class ClinicalResources {
    static final String IDENTIFIER_SYSTEM = "urn:casebook:benchmark";
    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

    private ClinicalResources() {}

    static ObjectNode patient(String identifier, PatientFacts facts) {
        ObjectNode patient = resource("Patient");
        String name = facts.given() + " " + facts.family();
        ObjectNode text = patient.putObject("text").put("status", "generated");
        text.put(
                "div",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p><b>" + name + "</b></p><table><tr><td>Born</td><td>"
                        + facts.birthDate() + "</td></tr><tr><td>Gender</td><td>" + gender(facts)
                        + "</td></tr><tr><td>Record</td><td>" + identifier + "</td></tr></table></div>");
        ObjectNode id = patient.putArray("identifier").addObject().put("use", "usual");
        id.set("type", codeable(TERMINOLOGY + "v2-0203", "MR", "Medical record number"));
        id.put("system", IDENTIFIER_SYSTEM).put("value", identifier);
        patient.put("active", true);
        ObjectNode official = patient.putArray("name").addObject().put("use", "official");
        official.put("family", facts.family()).putArray("given").add(facts.given());
        ObjectNode phone = patient.putArray("telecom").addObject().put("system", "phone");
        phone.put("value", "+39 02 55" + (100_000 + facts.number())).put("use", "home");
        patient.put("gender", gender(facts)).put("birthDate", facts.birthDate().toString());
        ObjectNode address = patient.putArray("address").addObject().put("use", "home");
        address.putArray("line").add("Via Roma " + (1 + facts.number() % 200));
        address.put("city", "Milano").put("postalCode", "20122").put("country", "IT");
        return patient;
    }

    static ObjectNode condition(String patient, PatientFacts facts) {
        ObjectNode condition = resource("Condition");
        condition.set("clinicalStatus", codeable(TERMINOLOGY + "condition-clinical", "active", "Active"));
        condition.set("verificationStatus", codeable(TERMINOLOGY + "condition-ver-status", "confirmed", "Confirmed"));
        categories(
                condition, codeable(TERMINOLOGY + "condition-category", "encounter-diagnosis", "Encounter Diagnosis"));
        condition.set("code", codeable(Pools.ICD_10, facts.diagnosis(), "Diagnosis " + facts.diagnosis()));
        refer(condition, "subject", patient);
        String day = facts.findings().get(0).day().toString();
        return condition.put("onsetDateTime", day).put("recordedDate", day);
    }

    static ObjectNode observation(String patient, PatientFacts.Finding finding) {
        Pools.Analyte analyte = Pools.ANALYTES.get(finding.analyte());
        ObjectNode observation = resource("Observation").put("status", "final");
        categories(observation, codeable(TERMINOLOGY + "observation-category", "laboratory", "Laboratory"));
        observation.set("code", codeable(Pools.LOINC, analyte.code(), analyte.display()));
        refer(observation, "subject", patient);
        String time = time(finding.day(), finding.minute());
        observation.put("effectiveDateTime", time).put("issued", time);
        quantity(observation.putObject("valueQuantity"), finding.tenths(), analyte.unit());
        boolean high = finding.tenths() > (analyte.low() + analyte.high()) / 2;
        observation
                .putArray("interpretation")
                .add(codeable(
                        TERMINOLOGY + "v3-ObservationInterpretation", high ? "H" : "N", high ? "High" : "Normal"));
        ObjectNode range = observation.putArray("referenceRange").addObject();
        range.put("text", analyte.low() / 10 + " to " + (analyte.low() + analyte.high()) / 20 + " " + analyte.unit());
        return observation;
    }

    static ObjectNode procedure(String patient, LocalDate day) {
        ObjectNode procedure = resource("Procedure").put("status", "completed");
        procedure.set(
                "code", codeable("http://snomed.info/sct", "82078001", "Collection of blood specimen for laboratory"));
        refer(procedure, "subject", patient);
        return procedure.put("performedDateTime", day.toString());
    }

    static ObjectNode medication(String patient, String drug, LocalDate day) {
        ObjectNode statement = resource("MedicationStatement").put("status", "active");
        statement.putObject("medicationCodeableConcept").put("text", drug);
        refer(statement, "subject", patient);
        statement.putObject("effectivePeriod").put("start", day.toString());
        statement.put("dateAsserted", day.toString());
        statement.putArray("dosage").addObject().put("text", "One tablet in the morning");
        return statement;
    }

    static ObjectNode document(String patient, LocalDate day, PatientFacts facts) {
        ObjectNode document = resource("DocumentReference").put("status", "current");
        document.set("type", codeable(Pools.LOINC, "11488-4", "Consult note"));
        refer(document, "subject", patient);
        document.put("date", time(day, 720));
        String note =
                "Consultation of " + facts.given() + " " + facts.family() + ", diagnosis " + facts.diagnosis() + ".";
        document.putArray("content")
                .addObject()
                .putObject("attachment")
                .put("contentType", "text/plain")
                .put("data", Base64.getEncoder().encodeToString(note.getBytes(StandardCharsets.UTF_8)))
                .put("title", "Consult note");
        return document;
    }

    private static ObjectNode resource(String type) {
        return Json.object().put("resourceType", type);
    }

    private static String gender(PatientFacts facts) {
        return facts.female() ? "female" : "male";
    }

    private static void categories(ObjectNode resource, ObjectNode category) {
        resource.putArray("category").add(category);
    }

    private static void refer(ObjectNode resource, String element, String reference) {
        resource.putObject(element).put("reference", reference);
    }

    private static ObjectNode codeable(String system, String code, String display) {
        ObjectNode concept = Json.object();
        concept.putArray("coding")
                .addObject()
                .put("system", system)
                .put("code", code)
                .put("display", display);
        return concept;
    }

    private static void quantity(ObjectNode quantity, int tenths, String unit) {
        quantity.put("value", BigDecimal.valueOf(tenths, 1)).put("unit", unit);
        quantity.put("system", "http://unitsofmeasure.org").put("code", unit);
    }

    private static String time(LocalDate day, int minute) {
        return String.format("%sT%02d:%02d:00Z", day, minute / 60, minute % 60);
    }
}
