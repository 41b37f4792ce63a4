package org.casebook.soak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.casebook.fuzz.Input;

/** What one client does: a stay-at-home that writes its own patients and reads anybody's. */
final class Visit {
    private static final List<String> JSON = List.of("Content-Type: application/fhir+json");
    private static final byte[] NONE = {};
    private static final int MOST_PATIENTS = 400;
    private static final String[] CODES = {"8867-4", "8480-6", "8462-4", "29463-7", "8310-5"};
    private final String name;
    private final Random random;
    private final List<String> patients = new ArrayList<>();
    private int made;

    Visit(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    Step next() {
        if (patients.size() < 5) {
            return transaction();
        }
        int chance = random.nextInt(100);
        if (chance < 32) {
            return get("read", "Patient/" + patient(), Set.of(200));
        } else if (chance < 56) {
            return search();
        } else if (chance < 69) {
            return send("create", "POST", "Observation", observation(patient()), Set.of(201));
        } else if (chance < 78) {
            String id = patient();
            return send("update", "PUT", "Patient/" + id, patientJson(id), Set.of(200));
        } else if (chance < 84) {
            return patients.size() < MOST_PATIENTS ? transaction() : delete();
        } else if (chance < 88) {
            return patients.size() > 50 ? delete() : transaction();
        } else if (chance < 92) {
            return get(
                    "history",
                    random.nextBoolean() ? "Patient/" + patient() + "/_history" : "_history?_count=20",
                    Set.of(200));
        } else if (chance < 94) {
            return get("vread", "Patient/" + patient() + "/_history/1", Set.of(200));
        } else if (chance < 97) {
            return get("$everything", "Patient/" + patient() + "/$everything", Set.of(200));
        } else if (chance < 99) {
            return patch();
        }
        return random.nextInt(5) == 0
                ? send("$validate", "POST", "Observation/$validate", observation(patient()), Set.of(200))
                : get("metadata", "metadata", Set.of(200));
    }

    static Step validation() {
        return send(
                "$validate",
                "POST",
                "Observation/$validate",
                "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"}}",
                Set.of(200));
    }

    private Step search() {
        String code = CODES[random.nextInt(CODES.length)];
        String query = switch (random.nextInt(7)) {
            case 0 -> "Observation?patient=" + patient() + "&code=http://loinc.org%7C" + code;
            case 1 ->
                "Observation?code=" + code + "&date=ge2024-0" + (1 + random.nextInt(9)) + "&_sort=-date&_count=20";
            case 2 -> "Patient?family=Soak" + random.nextInt(100);
            case 3 -> "Observation?subject:Patient.birthdate=ge19" + (60 + random.nextInt(40)) + "&_count=10";
            case 4 -> "Observation?patient=" + patient() + "&_include=Observation:subject&_count=10";
            case 5 -> "Patient?_id=" + patient() + "&_revinclude=Observation:patient";
            default -> "Observation?value-quantity=gt" + random.nextInt(200) + "&_count=20&_summary=true";
        };
        return get("search", query, Set.of(200));
    }

    private Step transaction() {
        String id = name + "-" + made++;
        patients.add(id);
        StringBuilder bundle = new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
        bundle.append("{\"request\":{\"method\":\"PUT\",\"url\":\"Patient/")
                .append(id)
                .append("\"},\"resource\":")
                .append(patientJson(id))
                .append('}');
        for (int i = 0; i < 10; i++) {
            bundle.append(",{\"request\":{\"method\":\"POST\",\"url\":\"Observation\"},\"resource\":")
                    .append(observation(id))
                    .append('}');
        }
        return send("transaction", "POST", "", bundle.append("]}").toString(), Set.of(200));
    }

    /** With everything that points to it. */
    private Step delete() {
        String id = patients.remove(random.nextInt(patients.size()));
        return new Step(
                "delete",
                Input.of("delete", "DELETE", "Patient/" + id + "?_cascade=delete", List.of(), NONE),
                Set.of(200, 204));
    }

    private Step patch() {
        byte[] body = "[{\"op\":\"add\",\"path\":\"/active\",\"value\":%s}]"
                .formatted(random.nextBoolean())
                .getBytes(StandardCharsets.UTF_8);
        return new Step(
                "patch",
                Input.of(
                        "patch",
                        "PATCH",
                        "Patient/" + patient(),
                        List.of("Content-Type: application/json-patch+json"),
                        body),
                Set.of(200));
    }

    private static Step get(String name, String target, Set<Integer> expected) {
        return new Step(name, Input.of(name, "GET", target, List.of(), NONE), expected);
    }

    private static Step send(String name, String method, String target, String body, Set<Integer> expected) {
        return new Step(name, Input.of(name, method, target, JSON, body.getBytes(StandardCharsets.UTF_8)), expected);
    }

    private String patient() {
        return patients.get(random.nextInt(patients.size()));
    }

    private String patientJson(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"active\":true,\"name\":[{\"family\":\"Soak%d\",\"given\":[\"G%d\"]}],\"gender\":\"female\",\"birthDate\":\"%d-0%d-1%d\"}"
                .formatted(
                        id,
                        random.nextInt(100),
                        random.nextInt(1000),
                        1950 + random.nextInt(60),
                        1 + random.nextInt(9),
                        random.nextInt(9));
    }

    private String observation(String patient) {
        return ("{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"%s\"}]},"
                        + "\"subject\":{\"reference\":\"Patient/%s\"},\"effectiveDateTime\":\"2024-0%d-1%dT08:0%d:00Z\",\"valueQuantity\":{\"value\":%d.%d,\"unit\":\"kg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"kg\"}}")
                .formatted(
                        CODES[random.nextInt(CODES.length)],
                        patient,
                        1 + random.nextInt(9),
                        random.nextInt(9),
                        random.nextInt(10),
                        random.nextInt(200),
                        random.nextInt(10));
    }
}
