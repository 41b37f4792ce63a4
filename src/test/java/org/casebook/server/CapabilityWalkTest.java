package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.casebook.fhir.Json;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row A27: whatever the CapabilityStatement claims is tried over HTTP. A claim that nobody here knows how to try fails
 * the test, so that none can be added without a trial.
 */
class CapabilityWalkTest {
    private static final int INCLUDES_AT_ONCE = 40;

    @TempDir
    static Path data;

    static TestServer server;
    static JsonNode statement;
    static JsonNode rest;

    @BeforeAll
    static void start() {
        // The smallest resources satisfy the structure; the invariants of each type are another test's.
        server = TestServer.with(data, Map.of("invariants", "off"));
        statement = server.get("metadata").json();
        rest = statement.at("/rest/0");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyInteractionOfEveryType() {
        Map<String, Consumer<Instance>> trials = new TreeMap<>(Map.of(
                "create", CapabilityWalkTest::create,
                "read", i -> expect(200, server.get(i.path())),
                "vread", i -> expect(200, server.get(i.path() + "/_history/1")),
                "update", CapabilityWalkTest::update,
                "patch", CapabilityWalkTest::patch,
                "delete", CapabilityWalkTest::delete,
                "history-instance", i -> expect(200, server.get(i.path() + "/_history")),
                "history-type", i -> expect(200, server.get(i.type() + "/_history?_count=1")),
                "search-type", CapabilityWalkTest::search));
        assertThat(rest.path("resource")).hasSize(146);
        for (JsonNode resource : rest.path("resource")) {
            String type = resource.path("type").asText();
            assertThat(codes(resource.path("interaction")))
                    .as(type)
                    .containsExactlyInAnyOrderElementsOf(trials.keySet());
            trials.forEach((code, trial) -> trial.accept(instance(type)));
        }
    }

    @Test
    void everyConditionalFormOfEveryType() {
        for (JsonNode resource : rest.path("resource")) {
            String type = resource.path("type").asText();
            Instance known = instance(type);
            String byId = "_id=" + known.id();
            assertThat(resource.path("versioning").asText()).isEqualTo("versioned");
            assertThat(resource.path("readHistory").asBoolean()).as(type).isTrue();
            assertThat(resource.path("conditionalCreate").asBoolean()).as(type).isTrue();
            expect(200, server.post(type, known.body(), "If-None-Exist", byId));
            assertThat(resource.path("conditionalRead").asText()).isEqualTo("full-support");
            expect(304, server.get(known.path(), "If-None-Match", "W/\"1\""));
            String time = server.get(known.path()).header("Last-Modified");
            expect(304, server.get(known.path(), "If-Modified-Since", time));
            assertThat(resource.path("updateCreate").asBoolean()).as(type).isTrue();
            expect(201, server.put(type + "/put-first", new Instance(type, "put-first").body()));
            assertThat(resource.path("conditionalUpdate").asBoolean()).as(type).isTrue();
            expect(200, server.put(type + "?" + byId, known.body()));
            assertThat(resource.path("conditionalDelete").asText()).as(type).isEqualTo("multiple");
            expect(200, server.delete(type + "?_id=put-first," + known.id()));
            expect(410, server.get(known.path()));
        }
    }

    @Test
    void everyInteractionOfTheSystem() {
        Map<String, Runnable> trials = new TreeMap<>(Map.of(
                "transaction", () -> expect(200, server.post("", bundle("transaction"))),
                "batch", () -> expect(200, server.post("", bundle("batch"))),
                "search-system", () -> expect(200, server.get("?_type=Patient,Observation&_count=1")),
                "history-system", () -> expect(200, server.get("_history?_count=1"))));
        assertThat(codes(rest.path("interaction"))).containsExactlyInAnyOrderElementsOf(trials.keySet());
        trials.values().forEach(Runnable::run);
    }

    /** Unknown parameters are refused, so an answer of 200 says that the parameter is known. */
    @Test
    void everySearchParameterOfEveryType() {
        List<String> refused = new ArrayList<>();
        int tried = 0;
        for (JsonNode resource : rest.path("resource")) {
            String type = resource.path("type").asText();
            for (JsonNode parameter : resource.path("searchParam")) {
                String query = SampleQueries.of(
                        type, resource.path("searchRevInclude").path(1).textValue(), parameter);
                Answer answer = server.get(type + "?_count=1&" + query);
                tried++;
                if (answer.status() != 200 || !selfLink(answer).contains(query.substring(0, query.indexOf('=')))) {
                    refused.add(type + "?" + query + " " + answer.status() + " " + answer.text());
                }
            }
        }
        for (JsonNode parameter : rest.path("searchParam")) {
            Answer answer = server.get(
                    "?_type=Patient&_count=1&" + SampleQueries.of("Patient", "Observation:subject", parameter));
            tried++;
            if (answer.status() != 200) {
                refused.add("?" + parameter + " " + answer.status() + " " + answer.text());
            }
        }
        assertThat(refused).isEmpty();
        assertThat(tried).isGreaterThan(2_500);
    }

    @Test
    void everyInclude() {
        List<String> refused = new ArrayList<>();
        int tried = 0;
        for (JsonNode resource : rest.path("resource")) {
            String type = resource.path("type").asText();
            for (String name : List.of("Include", "RevInclude")) {
                List<String> claimed = texts(resource.path("search" + name));
                assertThat(claimed).as(type).startsWith("*").doesNotHaveDuplicates();
                tried += claimed.size();
                for (int from = 0; from < claimed.size(); from += INCLUDES_AT_ONCE) {
                    String query = claimed.subList(from, Math.min(claimed.size(), from + INCLUDES_AT_ONCE)).stream()
                            .map(include -> "_" + name.toLowerCase(java.util.Locale.ROOT) + "=" + include)
                            .collect(Collectors.joining("&"));
                    Answer answer = server.get(type + "?_count=1&" + query);
                    if (answer.status() != 200) {
                        refused.add(type + "?" + query + " " + answer.text());
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(tried).isGreaterThan(3_000);
    }

    /** One search for each claim that the case can show: what is claimed brings something. */
    @Test
    void includesBringWhatTheyClaim() {
        assertThat(texts(resource("Observation").path("searchInclude"))).contains("Observation:subject");
        assertThat(included("Observation?_count=1&_include=Observation:subject"))
                .contains("Patient");
        assertThat(texts(resource("Patient").path("searchRevInclude")))
                .contains("Observation:subject", "Condition:patient", "Provenance:target", "List:item");
        assertThat(included("Patient?_id=vitale-2009-p1&_revinclude=Observation:subject"))
                .contains("Observation");
        assertThat(texts(resource("Patient").path("searchRevInclude"))).doesNotContain("Patient:organization");
    }

    @Test
    void everyFormat() {
        for (String format : texts(statement.path("format"))) {
            String expected = format.contains("xml") ? "application/fhir+xml" : "application/fhir+json";
            assertThat(server.get("Patient/vitale-2009-p1?_format=" + format.replace("+", "%2B"))
                            .header("Content-Type"))
                    .as(format)
                    .startsWith(expected);
            if (format.contains("/")) {
                Answer read = server.get("Patient/vitale-2009-p1", "Accept", format);
                assertThat(read.header("Content-Type")).startsWith(expected);
                expect(201, server.send("POST", "Basic", basic(format), "Content-Type", format));
            }
        }
    }

    @Test
    void everyPatchFormat() {
        Map<String, String> patches = Map.of(
                "application/json-patch+json",
                "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"de\"}]",
                "application/xml-patch+xml",
                "<diff xmlns:f=\"http://hl7.org/fhir\"><add sel=\"f:Basic/f:meta\" pos=\"after\"><language xmlns=\"http://hl7.org/fhir\" value=\"de\"/></add></diff>",
                "application/fhir+json",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"add\"},{\"name\":\"path\",\"valueString\":\"Basic\"},{\"name\":\"name\",\"valueString\":\"language\"},{\"name\":\"value\",\"valueCode\":\"de\"}]}]}",
                "application/fhir+xml",
                "<Parameters xmlns=\"http://hl7.org/fhir\"><parameter><name value=\"operation\"/><part><name value=\"type\"/><valueCode value=\"add\"/></part><part><name value=\"path\"/><valueString value=\"Basic\"/></part><part><name value=\"name\"/><valueString value=\"language\"/></part><part><name value=\"value\"/><valueCode value=\"de\"/></part></parameter></Parameters>");
        assertThat(texts(statement.path("patchFormat"))).containsExactlyInAnyOrderElementsOf(patches.keySet());
        patches.forEach((format, patch) -> {
            Instance basic = instance("Basic");
            Answer answer = server.send("PATCH", basic.path(), patch, "Content-Type", format);
            expect(200, answer);
            assertThat(answer.json().path("language").asText()).as(format).isEqualTo("de");
        });
    }

    @Test
    void everyCompartment() {
        List<String> names = texts(rest.path("compartment")).stream()
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList();
        assertThat(names).containsExactlyInAnyOrder("patient", "encounter", "practitioner", "relatedperson", "device");
        for (String type : List.of("Patient", "Encounter", "Practitioner", "RelatedPerson", "Device")) {
            Instance centre = instance(type);
            expect(200, server.get(centre.path() + "/*?_count=1"));
        }
        assertThat(server.get("Patient/vitale-2009-p1/Condition")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(5);
    }

    /** Where each operation can be called is said by its OperationDefinition; here as tried. */
    @Test
    void everyOperation() {
        Map<String, List<Runnable>> trials = OperationTrials.of(server);
        TreeSet<String> claimed = new TreeSet<>();
        rest.path("operation").forEach(o -> claimed.add(o.path("name").asText()));
        for (JsonNode resource : rest.path("resource")) {
            for (JsonNode operation : resource.path("operation")) {
                String name = operation.path("name").asText();
                boolean own = operation
                        .path("definition")
                        .asText()
                        .contains("/" + resource.path("type").asText() + "-");
                claimed.add(own ? resource.path("type").asText() + "-" + name : name);
            }
        }
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(trials.keySet());
        trials.values().forEach(calls -> calls.forEach(Runnable::run));
    }

    /** A resource that is there at version 1. */
    record Instance(String type, String id) {
        String path() {
            return type + "/" + id;
        }

        String body() {
            ObjectNode resource = MinimalResources.of(type);
            resource.put("id", id);
            return new String(Json.write(resource), StandardCharsets.UTF_8);
        }
    }

    private static int number;

    private static Instance instance(String type) {
        Instance instance = new Instance(type, "walked-" + number++);
        expect(201, server.put(instance.path(), instance.body()));
        return instance;
    }

    private static void create(Instance like) {
        Answer created = server.post(like.type(), like.body());
        expect(201, created);
        expect(200, server.get(created.header("Location")));
    }

    private static void update(Instance instance) {
        String body = instance.body().replaceFirst("\\{", "{\"language\":\"de\",");
        expect(200, server.put(instance.path(), body));
        assertThat(server.get(instance.path()).header("ETag")).isEqualTo("W/\"2\"");
    }

    private static void patch(Instance instance) {
        String patch = "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"de\"}]";
        Answer answer = server.send("PATCH", instance.path(), patch, "Content-Type", "application/json-patch+json");
        expect(200, answer);
        assertThat(answer.json().path("language").asText()).isEqualTo("de");
    }

    private static void delete(Instance instance) {
        expect(204, server.delete(instance.path()));
        expect(410, server.get(instance.path()));
    }

    private static void search(Instance instance) {
        Answer answer = server.get(instance.type() + "?_id=" + instance.id());
        expect(200, answer);
        assertThat(answer.json().path("total").asInt()).as(instance.path()).isEqualTo(1);
    }

    private static String bundle(String type) {
        return ("{'resourceType':'Bundle','type':'" + type
                        + "','entry':[{'resource':{'resourceType':'Basic','code':{'text':'x'}},'request':{'method':'POST','url':'Basic'}}]}")
                .replace('\'', '"');
    }

    private static String basic(String format) {
        return format.contains("xml")
                ? "<Basic xmlns=\"http://hl7.org/fhir\"><code><text value=\"x\"/></code></Basic>"
                : "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}";
    }

    static void expect(int status, Answer answer) {
        assertThat(answer.status())
                .as(answer.response().request().method() + " "
                        + answer.response().uri() + "\n" + answer.text())
                .isEqualTo(status);
    }

    private static JsonNode resource(String type) {
        for (JsonNode resource : rest.path("resource")) {
            if (resource.path("type").asText().equals(type)) {
                return resource;
            }
        }
        throw new AssertionError(type);
    }

    private static List<String> included(String query) {
        List<String> types = new ArrayList<>();
        for (JsonNode entry : server.get(query).json().path("entry")) {
            if (entry.at("/search/mode").asText().equals("include")) {
                types.add(entry.at("/resource/resourceType").asText());
            }
        }
        return types;
    }

    private static String selfLink(Answer answer) {
        return answer.json().at("/link/0/url").asText();
    }

    private static List<String> codes(JsonNode array) {
        List<String> codes = new ArrayList<>();
        array.forEach(element -> codes.add(element.path("code").asText()));
        return codes;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
