package org.casebook.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.casebook.index.SearchParameters;
import org.casebook.jdbc.DatabaseAddress;

/**
 * What searches over records of Synthea cost in a store of two sizes: {@code SyntheaBench FOLDER 10000 100000}. The folder
 * holds Bundles as Synthea writes them, one a patient; docs/performance.md says how to have them written. Values that are
 * searched come from the smaller store, so that the answer to a selective search is the same in both.
 */
public final class SyntheaBench {
    private static final int RUNS = Integer.getInteger("runs", 100);
    /** Loading ends then, with what has been loaded. */
    private static final long MOST_NANOS = 1_000_000_000L * Integer.getInteger("seconds", 270);

    private final List<ObjectNode> patients = new ArrayList<>();
    private final List<ObjectNode> encounters = new ArrayList<>();
    private final List<ObjectNode> observations = new ArrayList<>();

    private SyntheaBench() {}

    public static void main(String[] arguments) throws Exception {
        Path database = Files.createTempDirectory("synthea-bench");
        try (SearchStore store = new SearchStore(
                        DatabaseAddress.of(
                                "jdbc:h2:file:" + database.resolve("db") + ";WRITE_DELAY=20000;ANALYZE_AUTO=0"),
                        SearchParameters.r4(),
                        SearchLimits.defaults());
                Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            List<Path> bundles =
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            new SyntheaBench().run(store, bundles, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
        try (Stream<Path> files = Files.walk(database)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        }
    }

    private void run(SearchStore store, List<Path> bundles, int small, int large) throws Exception {
        int file = 0;
        int loaded = 0;
        long began = System.nanoTime();
        while (loaded < small) {
            List<ObjectNode> resources = resources(bundles.get(file++));
            resources.forEach(this::remember);
            loaded += load(store, resources);
        }
        System.err.println(loaded + " resources of " + file + " patients");
        Map<String, Measured> before = measured(store);
        while (loaded < large && file < bundles.size() && System.nanoTime() - began < MOST_NANOS) {
            loaded += load(store, resources(bundles.get(file++)));
        }
        System.err.println(loaded + " resources of " + file + " patients");
        Measured.print(before, measured(store));
    }

    private static int load(SearchStore store, List<ObjectNode> resources) {
        store.withTrees(resources);
        return resources.size();
    }

    private void remember(ObjectNode resource) {
        switch (resource.get("resourceType").asText()) {
            case "Patient" -> patients.add(resource);
            case "Encounter" -> encounters.add(resource);
            case "Observation" -> observations.add(resource);
            default -> {
                // Not searched for by values of its own.
            }
        }
    }

    /** The resources of a transaction Bundle, with the ids of their urn:uuid and references by them. */
    private static List<ObjectNode> resources(Path bundle) throws Exception {
        JsonNode entries = Json.read(Files.readAllBytes(bundle)).path("entry");
        Map<String, String> keys = new HashMap<>();
        for (JsonNode entry : entries) {
            JsonNode resource = entry.path("resource");
            keys.put(
                    entry.path("fullUrl").asText(),
                    resource.path("resourceType").asText() + "/"
                            + resource.path("id").asText());
        }
        List<ObjectNode> resources = new ArrayList<>();
        for (JsonNode entry : entries) {
            ObjectNode resource = (ObjectNode) entry.get("resource");
            resolve(resource, keys);
            resources.add(resource);
        }
        return resources;
    }

    private static void resolve(JsonNode node, Map<String, String> keys) {
        if (node instanceof ArrayNode array) {
            array.forEach(child -> resolve(child, keys));
        } else if (node instanceof ObjectNode object) {
            if (object.get("reference") instanceof TextNode reference) {
                object.put("reference", resolved(reference.textValue(), keys));
            }
            object.forEach(child -> resolve(child, keys));
        }
    }

    /** {@code Practitioner?identifier=http://…|7} becomes {@code Practitioner/7}. */
    private static String resolved(String reference, Map<String, String> keys) {
        int question = reference.indexOf('?');
        return question < 0
                ? keys.getOrDefault(reference, reference)
                : reference.substring(0, question) + "/" + reference.substring(reference.indexOf('|') + 1);
    }

    private Map<String, Measured> measured(SearchStore store) {
        Map<String, Measured> all = new LinkedHashMap<>();
        queries().forEach((kind, query) -> all.put(kind, Measured.of(store, RUNS, query)));
        return all;
    }

    private Map<String, Function<Random, String>> queries() {
        Map<String, Function<Random, String>> queries = new LinkedHashMap<>();
        queries.put("`Patient?_id`", r -> "Patient?_id=" + patient(r));
        queries.put("`Patient?identifier=system\\|value`", r -> "Patient?identifier=" + identifier(r, true));
        queries.put("`Patient?identifier=value`", r -> "Patient?identifier=" + identifier(r, false));
        queries.put("`Patient?family`", r -> "Patient?family=" + family(r));
        queries.put("`Patient?name:exact`", r -> "Patient?name:exact=" + family(r));
        queries.put(
                "`Patient?birthdate`",
                r -> "Patient?birthdate=" + one(patients, r).path("birthDate").asText());
        queries.put("`Patient?family&gender:not`", r -> "Patient?gender:not=other&family=" + family(r));
        queries.put("`Patient?_content`", r -> "Patient?_content=" + family(r));
        queries.put("`Patient?_has:Encounter:patient:_id`", r -> "Patient?_has:Encounter:patient:_id=" + encounter(r));
        queries.put(
                "`Patient?_id&_revinclude=Encounter:patient`",
                r -> "Patient?_revinclude=Encounter:patient&_id=" + patient(r));
        queries.put("`Patient?gender` (page)", r -> "Patient?gender=female&_count=5&_total=none");
        queries.put("`Encounter?patient`", r -> "Encounter?_count=1000&patient=" + patient(r));
        queries.put("`Encounter?patient&date`", r -> "Encounter?date=ge2020&patient=" + patient(r));
        queries.put("`Encounter?patient&type:not`", r -> "Encounter?type:not=162673000&patient=" + patient(r));
        queries.put(
                "`Encounter?patient&length:missing=true`", r -> "Encounter?length:missing=true&patient=" + patient(r));
        queries.put("`Encounter?subject.identifier`", r -> "Encounter?subject.identifier=" + identifier(r, true));
        queries.put(
                "`Encounter?date` (a day, of the patient)",
                r -> "Encounter?date=" + day(one(encounters, r)) + "&subject:Patient._id=" + patient(r));
        queries.put(
                "`Encounter?_id&_revinclude=Observation:encounter`",
                r -> "Encounter?_revinclude=Observation:encounter&_id=" + encounter(r));
        queries.put("`Patient/x/Encounter?class`", r -> "Patient/" + patient(r) + "/Encounter?class=AMB");
        queries.put("`Encounter?class` (page)", r -> "Encounter?class=AMB&_count=20&_total=none");
        queries.put("`Observation?encounter`", r -> "Observation?_count=1000&encounter=" + encounter(r));
        queries.put(
                "`Observation?patient&code`", r -> "Observation?code=http://loinc.org|8302-2&patient=" + patient(r));
        queries.put("`Observation?patient&date`", r -> "Observation?date=ge2024&patient=" + patient(r));
        queries.put(
                "`Observation?patient&code&_sort=-date&_count=5`",
                r -> "Observation?_sort=-date&_count=5&code=http://loinc.org|8302-2&patient=" + patient(r));
        queries.put(
                "`Observation?patient&code&_sort=value-quantity`",
                r -> "Observation?_sort=value-quantity&code=http://loinc.org|8302-2&patient=" + patient(r));
        queries.put("`Observation?encounter&code:not`", r -> "Observation?code:not=8302-2&encounter=" + encounter(r));
        queries.put(
                "`Observation?encounter&value-quantity:missing`",
                r -> "Observation?value-quantity:missing=true&encounter=" + encounter(r));
        queries.put(
                "`Observation?encounter&value-quantity`",
                r -> "Observation?value-quantity=gt100&encounter=" + encounter(r));
        queries.put(
                "`Observation?encounter&_include=Observation:patient`",
                r -> "Observation?_include=Observation:patient&encounter=" + encounter(r));
        queries.put(
                "`Observation?encounter.subject.identifier&code`",
                r -> "Observation?code=http://loinc.org|8302-2&encounter.subject.identifier=" + identifier(r, true));
        queries.put(
                "`Observation?_content` (words of two lists)",
                r -> "Observation?_content=body%20height&encounter=" + encounter(r));
        queries.put("`Patient/x/Observation?code`", r -> "Patient/" + patient(r) + "/Observation?code=8302-2");
        queries.put(
                "`Observation?code&date` (page)",
                r -> "Observation?code=http://loinc.org|8302-2&date=lt2025&_count=20&_total=none");
        queries.put(
                "`Observation?code-value-quantity` (page)",
                r -> "Observation?code-value-quantity=8302-2$gt150&_count=20&_total=none");
        queries.put("`Observation?_sort=_id` (page)", r -> "Observation?_sort=_id&_count=20&_total=none");
        queries.put("`Observation?code` (with its total)", r -> "Observation?code=http://loinc.org|8302-2&_count=20");
        return queries;
    }

    private static ObjectNode one(List<ObjectNode> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    private String patient(Random random) {
        return one(patients, random).get("id").asText();
    }

    private String encounter(Random random) {
        return one(observations, random)
                .path("encounter")
                .path("reference")
                .asText()
                .replace("Encounter/", "");
    }

    private String family(Random random) {
        return one(patients, random).at("/name/0/family").asText();
    }

    private String identifier(Random random, boolean withSystem) {
        JsonNode identifier = one(patients, random).at("/identifier/0");
        return (withSystem ? identifier.path("system").asText() + "|" : "")
                + identifier.path("value").asText();
    }

    private static String day(ObjectNode encounter) {
        return encounter.at("/period/start").asText().substring(0, 10);
    }
}
