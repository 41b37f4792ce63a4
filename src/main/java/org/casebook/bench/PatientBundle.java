package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.casebook.fhir.Json;

/** Writes one patient of the data set as a transaction Bundle (R4 section 3.1.0.11). */
final class PatientBundle {
    private final DataSet data;
    private final PatientFacts facts;
    private final ArrayNode entries = Json.NODES.arrayNode();

    PatientBundle(DataSet data, PatientFacts facts) {
        this.data = data;
        this.facts = facts;
    }

    ObjectNode toTree() {
        String patient = urn("Patient", 0);
        add("Patient", 0, ClinicalResources.patient(data.identifier(facts.number()), facts));
        add("Condition", 0, ClinicalResources.condition(patient, facts));
        for (int i = 0; i < facts.findings().size(); i++) {
            add(
                    "Observation",
                    i,
                    ClinicalResources.observation(patient, facts.findings().get(i)));
        }
        LocalDate day = facts.findings().get(0).day();
        add("Procedure", 0, ClinicalResources.procedure(patient, day.plusDays(3)));
        add("MedicationStatement", 0, ClinicalResources.medication(patient, "Prednisone 5 MG Oral Tablet", day));
        add("MedicationStatement", 1, ClinicalResources.medication(patient, "Methotrexate 2.5 MG Oral Tablet", day));
        add("DocumentReference", 0, ClinicalResources.document(patient, day.plusDays(5), facts));
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        return bundle;
    }

    private void add(String type, int index, ObjectNode resource) {
        ObjectNode entry = entries.addObject().put("fullUrl", urn(type, index));
        entry.set("resource", resource);
        entry.putObject("request").put("method", "POST").put("url", type);
    }

    private String urn(String type, int index) {
        String name = data.identifier(facts.number()) + "/" + type + "/" + index;
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
