package org.casebook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.casebook.fhir.Json;

/**
 * What the writing measures write to: a patient outside of the counted data, so that no expected answer changes, and for
 * each connection its own Observations, so that no two connections update the same one.
 */
record WriteTargets(String patient, List<Written> observations) {
    private static final int CONNECTIONS = 32;
    private static final int PER_CONNECTION = 20;
    /** Found by no search that is measured. */
    private static final DataSet OTHER = new DataSet(7_919, 20);

    /** An Observation of the patient, as it was created. */
    record Written(String id, PatientFacts.Finding finding) {}

    static WriteTargets none() {
        return new WriteTargets("", List.of());
    }

    static WriteTargets prepare(Connection connection) throws IOException {
        PatientFacts facts = OTHER.patient(0);
        ObjectNode patient = ClinicalResources.patient("writes", facts);
        patient.putArray("name").addObject().put("family", "Quxwrites");
        String id = created(connection, "Patient", patient);
        WriteTargets targets = new WriteTargets(id, new ArrayList<>());
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CONNECTIONS; i++) {
            targets.observations().addAll(targets.createObservations(connection, random));
        }
        return new WriteTargets(id, List.copyOf(targets.observations()));
    }

    /** An Observation of the patient, two years before the counted ones. */
    ObjectNode anyObservation(SplittableRandom random) {
        return observation(anyFinding(random));
    }

    private static PatientFacts.Finding anyFinding(SplittableRandom random) {
        return new PatientFacts.Finding(
                random.nextInt(Pools.ANALYTES.size()),
                PatientFacts.FIRST_DAY.minusDays(1 + random.nextInt(2 * 365)),
                random.nextInt(24 * 60),
                anyTenths(random));
    }

    private static int anyTenths(SplittableRandom random) {
        return random.nextInt(10, 10_000);
    }

    private ObjectNode observation(PatientFacts.Finding finding) {
        return ClinicalResources.observation("Patient/" + patient, finding);
    }

    /** What a connection makes of an Observation as its n-th update: another one altogether. */
    ObjectNode replaced(SplittableRandom random, int connection, long count) {
        return anyObservation(random).put("id", written(connection, count).id());
    }

    /** The same with nothing but another value. */
    ObjectNode corrected(SplittableRandom random, int connection, long count) {
        Written written = written(connection, count);
        PatientFacts.Finding finding = written.finding();
        return observation(
                        new PatientFacts.Finding(finding.analyte(), finding.day(), finding.minute(), anyTenths(random)))
                .put("id", written.id());
    }

    private Written written(int connection, long count) {
        int own = connection % CONNECTIONS * PER_CONNECTION;
        return observations.get(own + (int) (count % PER_CONNECTION));
    }

    private List<Written> createObservations(Connection connection, SplittableRandom random) throws IOException {
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        List<PatientFacts.Finding> findings = new ArrayList<>();
        for (int i = 0; i < PER_CONNECTION; i++) {
            PatientFacts.Finding finding = anyFinding(random);
            findings.add(finding);
            ObjectNode entry = entries.addObject();
            entry.set("resource", observation(finding));
            entry.putObject("request").put("method", "POST").put("url", "Observation");
        }
        JsonNode answer =
                connection.require(new Call("POST", "", Json.write(bundle))).json();
        List<Written> all = new ArrayList<>();
        for (JsonNode entry : answer.path("entry")) {
            String id = Location.of(entry.path("response").path("location").asText())
                    .id();
            all.add(new Written(id, findings.get(all.size())));
        }
        return all;
    }

    private static String created(Connection connection, String type, ObjectNode resource) throws IOException {
        return connection
                .require(new Call("POST", "/" + type, Json.write(resource)))
                .json()
                .path("id")
                .asText();
    }
}
