package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.casebook.jdbc.TestPostgres;
import org.casebook.server.TestServer.Answer;
import org.casebook.store.care.CareTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL and no sticky sessions: whichever is asked, the answer is right. */
class TwoServersTest {
    @TempDir
    static Path folder;

    private static String url;
    private static TestServer one;
    private static TestServer two;

    @BeforeAll
    static void start() {
        url = TestPostgres.create().url();
        Map<String, String> settings = Map.of("database", url, "empty", "true");
        one = TestServer.with(folder.resolve("one"), settings);
        two = TestServer.with(folder.resolve("two"), settings);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    @Test
    void aSearchIsPagedByTurns() {
        for (int i = 0; i < 9; i++) {
            one.put(
                    "Device/paged-" + i,
                    "{\"resourceType\":\"Device\",\"id\":\"paged-" + i + "\",\"lotNumber\":\"x\"}");
        }
        List<String> ids = byTurns("Device?_count=2&_sort=-_lastUpdated");
        assertThat(ids).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void aHistoryIsPagedByTurnsAndKeepsToItsState() {
        for (int i = 0; i < 9; i++) {
            one.put("Flag/told", flag("told", "said " + i));
        }
        assertThat(byTurns("Flag/told/_history?_count=2")).hasSize(9);
    }

    @Test
    void conditionalCreatesRaceOnBoth() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<String>> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestServer node = i % 2 == 0 ? one : two;
            String identifier = "urn:race|" + i / 8;
            ids.add(clients.submit(() -> createOnce(node, identifier)));
        }
        for (int i = 0; i < 40; i += 8) {
            Set<String> same = new HashSet<>();
            for (Future<String> id : ids.subList(i, i + 8)) {
                same.add(id.get());
            }
            assertThat(same).as("identifier " + i / 8).hasSize(1);
        }
        clients.shutdown();
        assertThat(two.get("Organization?_summary=count").json().path("total").asInt())
                .isEqualTo(5);
    }

    private static String createOnce(TestServer node, String identifier) {
        String value = identifier.substring(identifier.indexOf('|') + 1);
        String body =
                "{\"resourceType\":\"Organization\",\"name\":\"n\",\"identifier\":[{\"system\":\"urn:race\",\"value\":\""
                        + value + "\"}]}";
        Answer answer =
                node.post("Organization", body, "If-None-Exist", "identifier=" + identifier.replace("|", "%7C"));
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
        return answer.json().path("id").asText();
    }

    @Test
    void aJobIsAskedForAndForgottenOnTheOtherNode() {
        String job = job(one.get("Basic?_count=1", "Prefer", "respond-async"));
        JsonNode done = done(two, job);
        assertThat(done.path("type").asText()).isEqualTo("batch-response");
        assertThat(two.delete(job).status()).isEqualTo(202);
        assertThat(one.get(job).status()).isEqualTo(404);
    }

    @Test
    void theJobOfANodeThatHasDiedIsDoneByTheOther() throws SQLException {
        String read = abandoned("reading", job(one.get("Basic?_count=1", "Prefer", "respond-async")));
        assertThat(entryStatus(done(two, read))).isEqualTo("200");

        String batch = """
                {"resourceType":"Bundle","type":"batch","entry":[
                  {"resource":{"resourceType":"Basic","code":{"text":"x"}},"request":{"method":"POST","url":"Basic"}}]}""";
        String wrote = abandoned("writing", job(one.post("", batch, "Prefer", "respond-async")));
        assertThat(entryStatus(done(one, wrote)))
                .as("what may have been done already is not done twice")
                .startsWith("5");
    }

    /** The same job as a node leaves it that dies at work: its lease has run out. */
    private static String abandoned(String name, String job) throws SQLException {
        done(two, job);
        String id = job.substring(job.lastIndexOf('/') + 1);
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into job_part (id, kind, part, content) select '" + name
                    + "', kind, part, content from job_part where kind = 'request' and id = '" + id + "'");
            statement.execute("insert into job (id, state, repeatable, created, busy_until, status) select '" + name
                    + "', 'running', repeatable, created, 1, 0 from job where id = '" + id + "'");
            connection.commit();
        }
        return job.replace(id, name);
    }

    @Test
    void aSearchParameterOfOneIsInForceOnTheOther() {
        one.put("Flag/with", flag("with", "seen"));
        String parameter = """
                {"resourceType":"SearchParameter","id":"flag-text","url":"http://example.org/flag-text","name":"text",
                 "status":"active","description":"d","code":"said","base":["Flag"],"type":"string",
                 "expression":"Flag.code.text"}""";
        Answer created = one.put("SearchParameter/flag-text", parameter);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        two.put("Flag/later", flag("later", "seen"));
        for (TestServer node : List.of(one, two)) {
            await(() -> node.get("Flag?said=seen").json().path("total").asInt() == 2);
        }
        assertThat(one.delete("SearchParameter/flag-text").status()).isLessThan(300);
        assertThat(two.get("Flag?said=seen").status()).isEqualTo(400);
    }

    @Test
    void aProfileOfOneIsInForceOnTheOther() {
        String validate = "Patient/$validate?profile=http://example.org/StructureDefinition/shared";
        String patient = "{\"resourceType\":\"Patient\",\"birthDate\":\"2001\"}";
        assertThat(two.post(validate, patient).text()).contains("not-found");
        one.put("StructureDefinition/shared", StoredProfilesTest.profile("shared", "Patient", "Patient.birthDate"));
        for (TestServer node : List.of(two, one)) {
            assertThat(node.post(validate, patient).text()).doesNotContain("\"error\"");
        }
        two.put("StructureDefinition/shared", StoredProfilesTest.profile("shared", "Patient", "Patient.name"));
        for (TestServer node : List.of(one, two)) {
            assertThat(node.post(validate, patient).text()).contains("Patient.name");
        }
        assertThat(two.delete("StructureDefinition/shared").status()).isLessThan(300);
        assertThat(one.post(validate, patient).text()).contains("not-found");
    }

    @Test
    void aReindexingBesideBothChangesNoAnswer() throws Exception {
        one.put("Flag/indexed", flag("indexed", "words"));
        List<String> said = new ArrayList<>();
        StoreCare care = new StoreCare(Configuration.of(Map.of("database", url)));
        assertThat(care.run(CareTask.of(CareTask.Kind.REINDEX), said::add)).isTrue();
        assertThat(said).last().isEqualTo("the index is in line with the resources");
        assertThat(two.get("Flag?_id=indexed").json().path("total").asInt()).isEqualTo(1);
    }

    private static List<String> byTurns(String first) {
        List<String> found = new ArrayList<>();
        TestServer node = one;
        String next = node.base() + "/" + first;
        while (next != null) {
            JsonNode page = node.get(next).json();
            page.path("entry")
                    .forEach(entry -> found.add(entry.path("fullUrl").asText().replaceFirst(".*/fhir", "")
                            + entry.path("resource").path("meta").path("versionId")));
            TestServer other = node == one ? two : one;
            String link = link(page);
            next = link == null ? null : link.replace(node.base(), other.base());
            node = other;
        }
        return found;
    }

    private static String link(JsonNode page) {
        for (JsonNode link : page.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return link.path("url").asText();
            }
        }
        return null;
    }

    private static String job(Answer kickOff) {
        assertThat(kickOff.status()).as(kickOff.text()).isEqualTo(202);
        return kickOff.header("Content-Location").substring(one.base().length() + 1);
    }

    private static JsonNode done(TestServer node, String job) {
        await(() -> node.get(job).status() == 200);
        return node.get(job).json();
    }

    private static String entryStatus(JsonNode answer) {
        return answer.path("entry").path(0).path("response").path("status").asText();
    }

    private static String flag(String id, String text) {
        return "{\"resourceType\":\"Flag\",\"id\":\"" + id + "\",\"status\":\"active\",\"code\":{\"text\":\"" + text
                + "\"},\"subject\":{\"display\":\"d\"}}";
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within a minute").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
    }
}
