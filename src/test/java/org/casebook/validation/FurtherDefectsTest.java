package org.casebook.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.casebook.error.Issue;
import org.casebook.fhir.Json;
import org.casebook.fhir.structure.StructureChecker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes of the same kinds as the planted defects, in other places: the rules must catch them, not the samples. */
class FurtherDefectsTest {
    private static final String B = "https://casebook.example/fhir/";

    private static Arguments defect(String resource, Consumer<ObjectNode> mistake, String wanted) {
        return Arguments.of(resource, mistake, wanted);
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                // required
                defect(
                        "DiagnosticReport/vitale-2009-ct",
                        r -> r.remove("status"),
                        "error required DiagnosticReport.status"),
                defect(
                        "Procedure/vitale-2009-excision",
                        r -> at(r, "code").remove("text"),
                        "error required Procedure.code.text"),
                defect(
                        "MedicationStatement/vitale-2009-prednisone",
                        r -> r.remove("derivedFrom"),
                        "error required MedicationStatement.derivedFrom"),
                defect("Patient/vitale-2009-p1", r -> r.remove("identifier"), "error required Patient.identifier"),
                defect(
                        "Encounter/vitale-2009-referral",
                        FurtherDefectsTest::withoutPhase,
                        "error required Encounter.extension"),
                defect("List/vitale-2009-timeline", r -> r.remove("entry"), "error required List.entry"),
                // structure
                defect(
                        "Patient/vitale-2009-p1",
                        r -> r.putArray("address").addObject().put("city", "Messina"),
                        "error structure Patient.address"),
                defect(
                        "Observation/vitale-2009-pain",
                        r -> r.put("issued", "2009-12-01T00:00:00Z"),
                        "error structure Observation.issued"),
                defect(
                        "Media/vitale-2009-figure-2",
                        r -> at(r, "content").put("data", "AAAA"),
                        "error structure Media.content.data"),
                defect("Condition/vitale-2009-jdm", r -> r.put("severty", "x"), "error structure Condition.severty"),
                defect("Observation/vitale-2009-age", r -> r.putArray("focus"), "error structure Observation.focus"),
                // code-invalid
                defect(
                        "Procedure/vitale-2009-excision",
                        r -> r.put("status", "done"),
                        "error code-invalid Procedure.status"),
                defect("Patient/vitale-2009-p1", r -> r.put("gender", "girl"), "error code-invalid Patient.gender"),
                defect(
                        "Condition/vitale-2009-jdm",
                        r -> coding(r, "verificationStatus").put("code", "certain"),
                        "error code-invalid Condition.verificationStatus"),
                defect(
                        "Observation/vitale-2009-pain",
                        r -> certainty(r).put("code", "probable"),
                        "error code-invalid Observation.extension[0].extension[2].value.ofType(CodeableConcept)"),
                defect(
                        "MedicationStatement/vitale-2009-methotrexate",
                        r -> offset(r).put("code", "days"),
                        "error code-invalid MedicationStatement.effective.ofType(Period).start.extension[0].extension[3].value.ofType(Duration).code"),
                // value
                defect(
                        "DocumentReference/vitale-2009",
                        r -> ((ObjectNode) r.at("/content/0/attachment")).put("creation", "Dec 2009"),
                        "error value DocumentReference.content[0].attachment.creation"),
                defect(
                        "Provenance/vitale-2009-curation",
                        r -> r.put("recorded", "yesterday"),
                        "error value Provenance.recorded"),
                // invariants: ours, R4's
                defect(
                        "Condition/vitale-2009-calcinosis",
                        FurtherDefectsTest::withOnsetAfterDiagnosis,
                        "error invariant Condition.onset.ofType(Age)"),
                defect(
                        "Observation/vitale-2009-fu-recurrence",
                        FurtherDefectsTest::withComponent,
                        "error invariant Observation.value.ofType(CodeableConcept).coding"),
                defect(
                        "Observation/vitale-2009-pain",
                        FurtherDefectsTest::withDate,
                        "error invariant Observation.effective.ofType(dateTime)"),
                defect(
                        "List/vitale-2009-timeline",
                        r -> ((ArrayNode) r.get("entry")).add(r.at("/entry/0").deepCopy()),
                        "error invariant List.entry.item.reference"),
                defect(
                        "DocumentReference/vitale-2009",
                        r -> at(r, "masterIdentifier").put("value", "doi:10.1097/PRS"),
                        "error invariant DocumentReference.masterIdentifier"),
                defect(
                        "Condition/vitale-2009-gluteal-calcinosis",
                        r -> r.putObject("abatementAge")
                                .put("value", 11)
                                .put("unit", "years")
                                .put("system", "http://unitsofmeasure.org")
                                .put("code", "y"),
                        "error invariant Condition.abatement.ofType(Age)"),
                defect(
                        "Composition/vitale-2009",
                        FurtherDefectsTest::withBackgroundEntry,
                        "error structure Composition.section[6].entry"),
                // extensions
                defect(
                        "Condition/vitale-2009-fistula",
                        r -> ((ArrayNode) r.get("extension"))
                                .addObject()
                                .put("url", "https://example.org/x")
                                .put("valueBoolean", true),
                        "error extension Condition.extension[3]"),
                defect(
                        "Patient/vitale-2009-p1",
                        r -> ((ArrayNode) r.get("extension"))
                                .addObject()
                                .put("url", B + "StructureDefinition/age-at-diagnosis")
                                .putObject("valueAge")
                                .put("value", 7)
                                .put("system", "http://unitsofmeasure.org")
                                .put("code", "a"),
                        "error extension Patient.extension[1]"),
                // narrative
                defect(
                        "Patient/vitale-2009-p1",
                        r -> at(r, "text")
                                .put(
                                        "div",
                                        "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p onclick=\"x()\">x</p></div>"),
                        "error invalid Patient.text.div"),
                // references
                defect(
                        "Observation/vitale-2009-pain",
                        r -> at(r, "subject").put("reference", "Patient/nobody"),
                        "error not-found Observation.subject"),
                defect(
                        "Condition/vitale-2009-fistula",
                        r -> at(r, "subject").put("reference", "Organization/vitale-2009-asps"),
                        "error structure Condition.subject"),
                defect(
                        "Observation/vitale-2009-relapse",
                        r -> target(r).put("reference", "Condition/none"),
                        "error not-found Observation.effective.ofType(Period).start.extension('http://hl7.org/fhir/StructureDefinition/cqf-relativeDateTime').extension('target').value"),
                defect(
                        "DiagnosticReport/vitale-2009-ct",
                        r -> ((ObjectNode) r.at("/result/0")).put("reference", "Condition/vitale-2009-jdm"),
                        "error structure DiagnosticReport.result[0]"),
                defect(
                        "Procedure/vitale-2009-anesthesia",
                        r -> ((ObjectNode) r.at("/partOf/0")).put("reference", "Procedure/of-another"),
                        "error business-rule Procedure.partOf"),
                defect(
                        "MedicationStatement/vitale-2009-bisphosphonate",
                        r -> target(r).put("reference", "Procedure/of-another"),
                        "error business-rule MedicationStatement.effective.ofType(Period).start.extension('http://hl7.org/fhir/StructureDefinition/cqf-relativeDateTime').extension('target').value"),
                // profiles, displays
                defect(
                        "Patient/vitale-2009-p1",
                        r -> ((ArrayNode) r.at("/meta/profile")).set(0, B + "StructureDefinition/case-patients"),
                        "error not-found Patient.meta.profile[0]"),
                defect(
                        "Observation/vitale-2009-lab-alp",
                        r -> coding(r, "code").put("display", "Calcium"),
                        "warning code-invalid Observation.code.coding[0].display"));
    }

    private static ObjectNode at(ObjectNode resource, String name) {
        return (ObjectNode) resource.get(name);
    }

    private static ObjectNode coding(ObjectNode resource, String name) {
        return (ObjectNode) resource.get(name).at("/coding/0");
    }

    private static ObjectNode certainty(ObjectNode resource) {
        return (ObjectNode) resource.at("/extension/0/extension/2/valueCodeableConcept/coding/0");
    }

    private static ObjectNode offset(ObjectNode resource) {
        return (ObjectNode) resource.at("/effectivePeriod/_start/extension/0/extension/3/valueDuration");
    }

    private static ObjectNode target(ObjectNode resource) {
        return (ObjectNode) resource.at("/effectivePeriod/_start/extension/0/extension/0/valueReference");
    }

    private static void withoutPhase(ObjectNode resource) {
        ArrayNode extensions = (ArrayNode) resource.get("extension");
        for (int i = extensions.size() - 1; i >= 0; i--) {
            if (extensions.get(i).path("url").asText().endsWith("case-phase")) {
                extensions.remove(i);
            }
        }
    }

    private static void withOnsetAfterDiagnosis(ObjectNode resource) {
        ObjectNode extension = ((ArrayNode) resource.get("extension")).addObject();
        extension.put("url", B + "StructureDefinition/age-at-diagnosis");
        extension
                .putObject("valueAge")
                .put("value", 5)
                .put("unit", "years")
                .put("system", "http://unitsofmeasure.org")
                .put("code", "a");
    }

    private static void withComponent(ObjectNode resource) {
        ObjectNode component = resource.putArray("component").addObject();
        component.putObject("code").put("text", "Number");
        component.put("valueInteger", 1);
    }

    private static void withDate(ObjectNode resource) {
        resource.remove("_effectiveDateTime");
        resource.put("effectiveDateTime", "2008-11-03");
    }

    private static void withBackgroundEntry(ObjectNode resource) {
        for (JsonNode section : resource.get("section")) {
            if (section.at("/code/coding/0/code").asText().equals("background")) {
                ((ObjectNode) section).putArray("entry").addObject().put("reference", "Condition/vitale-2009-jdm");
            }
        }
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("defects")
    void isFound(String reference, Consumer<ObjectNode> mistake, String wanted) {
        ShippedCase shipped = new ShippedCase();
        ObjectNode other = shipped.get("Procedure/vitale-2009-excision");
        other.put("id", "of-another");
        at(other, "subject").put("reference", "Patient/another");
        shipped.put(other);
        ObjectNode resource = shipped.get(reference);
        mistake.accept(resource);
        byte[] text = Json.writePretty(resource);
        List<Issue> issues = new Validation(ShippedCase.validator())
                .validate(SourceText.of(text), StructureChecker.read(text, null), List.of(), shipped.resolver());
        assertThat(issues)
                .extracting(i -> i.severity().code() + " " + i.type().code() + " "
                        + (i.expressions().isEmpty() ? "" : i.expressions().get(0)))
                .contains(wanted);
    }
}
