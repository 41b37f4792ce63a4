package org.casebook.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.casebook.server.TestServer;

/**
 * Good input to start from.
 *
 * @param parameters search parameters by type
 * @param operations names with their dollar sign
 */
record Corpus(
        List<ObjectNode> resources,
        List<ObjectNode> bundles,
        List<String> xml,
        Map<String, List<String>> parameters,
        List<String> operations) {
    private static final int LARGEST = 60_000;

    static Corpus load(TestServer server) {
        List<ObjectNode> resources = read(Path.of("fhir-resources/cases"));
        resources.addAll(read(Path.of("fhir-resources/definitions")));
        withoutProfiles(resources);
        List<String> xml = new ArrayList<>();
        for (ObjectNode resource : resources) {
            TestServer.Answer answer = server.get(
                    resource.path("resourceType").asText() + "/"
                            + resource.path("id").asText(),
                    "Accept",
                    "application/fhir+xml");
            if (answer.status() == 200) {
                xml.add(answer.text());
            }
        }
        JsonNode rest = server.get("metadata").json().path("rest").path(0);
        Map<String, List<String>> parameters = new TreeMap<>();
        for (JsonNode type : rest.path("resource")) {
            parameters.put(type.path("type").asText(), type.path("searchParam").findValuesAsText("name"));
        }
        List<String> operations = rest.findValues("operation").stream()
                .flatMap(list -> list.findValuesAsText("name").stream())
                .map(name -> "$" + name)
                .distinct()
                .toList();
        return new Corpus(resources, wholeCases(), xml, parameters, operations);
    }

    /** Most of them claim none, since to validate one takes as long as twenty other requests. */
    private static void withoutProfiles(List<ObjectNode> resources) {
        for (int i = 0; i < resources.size(); i++) {
            if (i % 10 != 0) {
                resources.get(i).remove("meta");
            }
        }
    }

    /** Without their profiles: to validate a whole case takes seconds, and each of its resources is tried alone. */
    private static List<ObjectNode> wholeCases() {
        List<ObjectNode> bundles = read(Path.of("fhir-resources/bundles"));
        bundles.forEach(bundle -> bundle.findParents("profile").forEach(meta -> ((ObjectNode) meta).remove("profile")));
        return bundles;
    }

    private static List<ObjectNode> read(Path folder) {
        List<ObjectNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                JsonNode tree = Json.read(Files.readAllBytes(file));
                boolean small = Files.size(file) < LARGEST || folder.endsWith("bundles");
                if (small && tree instanceof ObjectNode resource && resource.has("resourceType")) {
                    found.add(resource);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** A type and id, most of them in the store. */
    String key(Chance chance) {
        ObjectNode resource = chance.of(resources);
        return resource.path("resourceType").asText() + "/"
                + resource.path("id").asText();
    }

    String type(Chance chance) {
        return chance.of(List.copyOf(parameters.keySet()));
    }
}
