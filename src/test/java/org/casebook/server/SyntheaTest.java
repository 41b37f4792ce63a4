package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.casebook.fhir.Json;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Synthea folder is loaded by plain POSTs of its bundles, those of hospitals and practitioners first; then
 * {@code $everything} of each patient is what was sent of that patient, no resource and no element more or less, and
 * beside it only the organizations, locations and practitioners that it refers to.
 *
 * <p>Three patients of Synthea 3.3.0 are in the test resources. A whole folder: {@code -Dcasebook.synthea=output/fhir},
 * after {@code run_synthea -s 20090901 -cs 1 -p 50 -r 20240101 -e 20240101 --exporter.years_of_history=10}.
 */
class SyntheaTest {
    private static final Set<String> SHARED = Set.of("Organization", "Location", "Practitioner", "PractitionerRole");
    private static final Pattern CONDITIONAL = Pattern.compile("\"((?:Organization|Location|Practitioner)\\?[^\"]+)\"");
    private static final Path SHIPPED = Path.of("src/test/resources/synthea");

    @TempDir
    Path data;

    private final Map<String, String> sharedByQuery = new HashMap<>();

    @Test
    @DisplayName("A29, A30, F2 Synthea's bundles, then $everything of each patient")
    void everythingIsWhatWasSent() throws IOException {
        Path folder = Path.of(System.getProperty("casebook.synthea", SHIPPED.toString()));
        try (TestServer server = TestServer.empty(data);
                Stream<Path> files = Files.list(folder)) {
            List<Path> bundles = files.sorted().toList();
            for (String first : List.of("hospital", "practitioner")) {
                for (Path file : bundles) {
                    if (name(file).startsWith(first)) {
                        load(server, read(file));
                    }
                }
            }
            int patients = 0;
            for (Path file : bundles) {
                if (!name(file).startsWith("hospital") && !name(file).startsWith("practitioner")) {
                    check(server, name(file), read(file));
                    patients++;
                }
            }
            assertThat(patients).isGreaterThanOrEqualTo(3);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static ObjectNode read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (ObjectNode) Json.read((name(file).endsWith(".gz") ? new GZIPInputStream(in) : in).readAllBytes());
        }
    }

    /** What was sent, by the place that it was given. */
    private Map<String, JsonNode> load(TestServer server, ObjectNode bundle) {
        Answer answer = server.post("", new String(Json.write(bundle), StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode given = answer.json();
        assertThat(given.path("entry")).hasSameSizeAs(bundle.path("entry"));
        Map<String, JsonNode> sent = new TreeMap<>();
        for (int i = 0; i < bundle.path("entry").size(); i++) {
            JsonNode response = given.path("entry").path(i).path("response");
            assertThat(response.path("status").asText())
                    .as(() -> response.toString())
                    .startsWith("201");
            String key = response.path("location").asText().replaceAll("^(?:.*/)?(\\w+/[^/]+)/_history/1$", "$1");
            JsonNode entry = bundle.path("entry").path(i);
            sent.put(key, entry);
            remember(key, entry.path("resource"));
        }
        return sent;
    }

    private void remember(String key, JsonNode resource) {
        String type = resource.path("resourceType").asText();
        if (SHARED.contains(type)) {
            for (JsonNode identifier : resource.path("identifier")) {
                String value = identifier.path("system").asText() + "|"
                        + identifier.path("value").asText();
                sharedByQuery.put(type + "?identifier=" + value, key);
            }
        }
    }

    private void check(TestServer server, String name, ObjectNode bundle) {
        Map<String, JsonNode> sent = load(server, bundle);
        Map<String, String> places = new HashMap<>();
        sent.forEach((key, entry) -> places.put(entry.path("fullUrl").asText(), key));
        Map<String, JsonNode> everything = everything(server, patient(sent));
        Map<String, JsonNode> expected = new TreeMap<>();
        sent.forEach((key, entry) -> expected.put(key, rewritten(entry.path("resource"), places)));
        Set<String> more = new java.util.TreeSet<>(everything.keySet());
        more.removeAll(expected.keySet());
        assertThat(more).as(name).allMatch(key -> SHARED.contains(key.substring(0, key.indexOf('/'))));
        everything.keySet().removeAll(more);
        assertThat(everything.keySet()).as(name).isEqualTo(expected.keySet());
        expected.forEach((key, resource) ->
                assertThat(everything.get(key)).as(name + " " + key).isEqualTo(resource));
    }

    private static String patient(Map<String, JsonNode> sent) {
        return sent.keySet().stream()
                .filter(key -> key.startsWith("Patient/"))
                .findFirst()
                .orElseThrow();
    }

    /** As it must have been stored: every reference, by placeholder or conditional, is a literal one; an
     * identifier that looks like a placeholder stays what it is. */
    private JsonNode rewritten(JsonNode resource, Map<String, String> places) {
        String text = resource.toString();
        for (Map.Entry<String, String> place : places.entrySet()) {
            text = text.replace(
                    "\"reference\":\"" + place.getKey() + "\"", "\"reference\":\"" + place.getValue() + "\"");
        }
        text = CONDITIONAL
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        "\"" + sharedByQuery.getOrDefault(match.group(1), "unknown " + match.group(1)) + "\""));
        return bare(Json.stored(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Without what the server has set. */
    private static JsonNode bare(ObjectNode resource) {
        resource.remove("id");
        if (resource.get("meta") instanceof ObjectNode meta) {
            meta.remove(List.of("versionId", "lastUpdated"));
            if (meta.isEmpty()) {
                resource.remove("meta");
            }
        }
        return resource;
    }

    private static Map<String, JsonNode> everything(TestServer server, String patient) {
        Map<String, JsonNode> all = new TreeMap<>();
        String next = patient + "/$everything?_count=500";
        while (!next.isEmpty()) {
            JsonNode page = server.get(next).json();
            for (JsonNode entry : page.path("entry")) {
                ObjectNode resource = (ObjectNode) entry.path("resource");
                String key = resource.path("resourceType").asText() + "/"
                        + resource.path("id").asText();
                assertThat(all.put(key, bare(resource))).as("twice " + key).isNull();
            }
            next = "";
            for (JsonNode link : page.path("link")) {
                next = link.path("relation").asText().equals("next")
                        ? link.path("url").asText()
                        : next;
            }
        }
        return all;
    }
}
