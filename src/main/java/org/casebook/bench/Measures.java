package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.casebook.fhir.Json;

/** The requests that are measured; each picks its patient, code or name at random. */
final class Measures {
    /** All names in the order of the table; {@code load} and {@code bare} are no {@link Measure}. */
    static final List<String> NAMES = List.of(
            "load",
            "bare",
            "read",
            "vread",
            "code",
            "recent",
            "family",
            "date",
            "has",
            "include",
            "everything",
            "create",
            "update",
            "correct",
            "validate");

    private static final List<String> WRITING = List.of("create", "update", "correct", "validate");

    private final Loaded loaded;
    private final WriteTargets targets;

    private Measures(Loaded loaded, WriteTargets targets) {
        this.loaded = loaded;
        this.targets = targets;
    }

    static List<Measure> of(Loaded loaded, WriteTargets targets) {
        return new Measures(loaded, targets).all();
    }

    /** Whether a measure needs {@link WriteTargets}. */
    static boolean writes(String name) {
        return WRITING.contains(name);
    }

    private List<Measure> all() {
        Queries queries = new Queries(loaded);
        return List.of(
                ofPatient("read", "Patient/x", queries::read),
                ofPatient("vread", "Patient/x/_history/v", queries::vread),
                new Measure("code", "Observation?patient=&code=", (random, c, n) -> code(queries, random)),
                ofPatient("recent", "Observation?subject=&_sort=-date&_count=20", queries::recent),
                ofPatient("family", "Patient?family=", queries::family),
                new Measure(
                        "date",
                        "Observation?code=&date=ge…&_count=50",
                        (random, c, n) -> Call.get(queries.date(random.nextInt(Pools.ANALYTES.size())))),
                ofPatient("has", "Patient?_has:Condition:patient:code=", queries::has),
                ofPatient("include", "Condition?patient=&_include=Condition:subject", queries::include),
                ofPatient("everything", "Patient/x/$everything", queries::everything),
                posting("create", "POST Observation", "/Observation"),
                putting("update", "PUT Observation/x", targets::replaced),
                putting("correct", "PUT Observation/x with another value", targets::corrected),
                posting("validate", "POST Observation/$validate", "/Observation/$validate"));
    }

    private Measure ofPatient(String name, String title, IntFunction<String> path) {
        return new Measure(
                name,
                title,
                (random, c, n) ->
                        Call.get(path.apply(random.nextInt(loaded.data().patients()))));
    }

    private Measure posting(String name, String title, String path) {
        return new Measure(
                name, title, (random, c, n) -> new Call("POST", path, Json.write(targets.anyObservation(random))));
    }

    private Call code(Queries queries, SplittableRandom random) {
        int patient = random.nextInt(loaded.data().patients());
        int finding = random.nextInt(PatientFacts.OBSERVATIONS);
        PatientFacts facts = loaded.data().patient(patient);
        return Call.get(queries.code(patient, facts.findings().get(finding).analyte()));
    }

    private Measure putting(String name, String title, Update update) {
        return new Measure(name, title, (random, connection, count) -> {
            ObjectNode observation = update.of(random, connection, count);
            String path = "/Observation/" + observation.path("id").asText();
            return new Call("PUT", path, Json.write(observation));
        });
    }

    @FunctionalInterface
    private interface Update {
        ObjectNode of(SplittableRandom random, int connection, long count);
    }
}
