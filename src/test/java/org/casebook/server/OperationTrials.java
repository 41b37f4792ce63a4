package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casebook.server.CapabilityWalkTest.expect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Each operation at each level of its OperationDefinition, called over HTTP against the shipped case. */
final class OperationTrials {
    private static final String PATIENT = "Patient/vitale-2009-p1";
    private final TestServer server;
    private final Map<String, List<Runnable>> trials = new TreeMap<>();

    private OperationTrials(TestServer server) {
        this.server = server;
    }

    /** By name; with the type in front where the definition is one type's. */
    static Map<String, List<Runnable>> of(TestServer server) {
        OperationTrials trials = new OperationTrials(server);
        trials.fill();
        return trials.trials;
    }

    private void fill() {
        String encounter = first("Encounter");
        String composition = first("Composition");
        String tag =
                "{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':{'tag':[{'system':'http://s','code':'c'}]}}]}"
                        .replace('\'', '"');
        gets("meta", "$meta", "Observation/$meta", PATIENT + "/$meta", PATIENT + "/_history/1/$meta");
        post("meta-add", PATIENT + "/$meta-add", tag);
        post("meta-delete", PATIENT + "/$meta-delete", tag);
        String basic = "{\"resourceType\":\"Basic\",\"id\":\"b\",\"code\":{\"text\":\"%s\"}}";
        server.put("Basic/b", basic.formatted("one"));
        server.put("Basic/b", basic.formatted("two"));
        gets("diff", "Basic/b/$diff", "$diff?from=Basic/b/_history/1&to=Basic/b/_history/2");
        post("convert", "$convert", "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}");
        gets("Patient-everything", "Patient/$everything?_count=5", PATIENT + "/$everything?_count=5");
        gets("Encounter-everything", encounter + "/$everything");
        server.put(
                "Group/g",
                "{\"resourceType\":\"Group\",\"id\":\"g\",\"type\":\"person\",\"actual\":true,\"member\":[{\"entity\":{\"reference\":\""
                        + PATIENT + "\"}}]}");
        gets("Group-everything", "Group/g/$everything");
        gets("Observation-lastn", "Observation/$lastn?subject=" + PATIENT);
        gets(
                "Observation-stats",
                "Observation/$stats?subject=" + PATIENT + "&code=17861-6&system=http://loinc.org&statistic=count");
        gets("graphql", "$graphql?query=%7BPatientList%7Bid%7D%7D", PATIENT + "/$graphql?query=%7Bid%7D");
        gets("timeline", PATIENT + "/$timeline");
        gets(
                "Composition-document",
                composition + "/$document",
                "Composition/$document?id=" + composition.substring(composition.indexOf('/') + 1));
        post("validate", "Patient/$validate", "{\"resourceType\":\"Patient\"}");
        gets("validate", PATIENT + "/$validate?profile=http://hl7.org/fhir/StructureDefinition/Patient");
    }

    private String first(String type) {
        var entry = server.get(type + "?_count=1").json().at("/entry/0/resource");
        assertThat(entry.isMissingNode()).as(type).isFalse();
        return type + "/" + entry.path("id").asText();
    }

    private void gets(String name, String... paths) {
        Arrays.stream(paths).forEach(path -> add(name, () -> expect(200, server.get(path))));
    }

    private void post(String name, String path, String body) {
        add(name, () -> expect(200, server.post(path, body)));
    }

    private void add(String name, Runnable trial) {
        trials.computeIfAbsent(name, n -> new java.util.ArrayList<>()).add(trial);
    }
}
