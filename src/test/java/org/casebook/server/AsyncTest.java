package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row A33: Prefer: respond-async. */
class AsyncTest {
    private static final String BATCH = """
            {"resourceType":"Bundle","type":"batch","entry":[
              {"resource":{"resourceType":"Patient","id":"later"},"request":{"method":"PUT","url":"Patient/later"}}]}""";

    @TempDir
    Path data;

    @Test
    void searchesAndBatchesAreAnsweredLater() {
        try (TestServer server = TestServer.withCase(data)) {
            JsonNode search = answer(server, server.get("Condition?_count=2", "Prefer", "respond-async"));
            assertThat(search.path("type").asText()).isEqualTo("batch-response");
            JsonNode found = search.path("entry").path(0);
            assertThat(found.path("response").path("status").asText()).isEqualTo("200");
            assertThat(found.path("resource").path("type").asText()).isEqualTo("searchset");
            assertThat(found.path("resource").path("total").asInt()).isEqualTo(5);

            JsonNode refused = answer(server, server.get("Condition?nonsense=1", "Prefer", "respond-async"));
            assertThat(refused.path("entry")
                            .path(0)
                            .path("response")
                            .path("status")
                            .asText())
                    .isEqualTo("400");

            answer(server, server.post("", BATCH, "Prefer", "respond-async"));
            assertThat(server.get("Patient/later").status()).isEqualTo(200);
        }
    }

    @Test
    void theStatusSurvivesARestartAndCanBeCancelled() {
        String status;
        try (TestServer server = TestServer.withCase(data)) {
            status = path(server, server.get("Observation", "Prefer", "respond-async"));
        }
        try (TestServer server = TestServer.withCase(data)) {
            JsonNode bundle = poll(server, status);
            assertThat(bundle.path("entry")
                            .path(0)
                            .path("resource")
                            .path("total")
                            .asInt())
                    .isEqualTo(22);
            assertThat(server.delete(status).status()).isEqualTo(202);
            assertThat(server.get(status).status()).isEqualTo(404);
            assertThat(server.delete(status).status()).isEqualTo(404);
        }
    }

    /** 2,000 entries take a while on any machine: long enough to see how many are done, and to stop. */
    @Test
    void aBatchTellsHowFarItHasComeAndStopsWhenCancelled() throws InterruptedException {
        StringBuilder batch = new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[");
        for (int i = 0; i < 2000; i++) {
            batch.append(i == 0 ? "" : ",")
                    .append(
                            "{\"resource\":{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}},\"request\":{\"method\":\"POST\",\"url\":\"Basic\"}}");
        }
        try (TestServer server = TestServer.empty(data)) {
            String status = path(server, server.post("", batch.append("]}").toString(), "Prefer", "respond-async"));
            String progress = "";
            for (int i = 0; i < 600 && !progress.matches("[1-9]\\d* of 2000 entries after \\d+ s"); i++) {
                Answer answer = server.get(status);
                assertThat(answer.status()).as(progress).isEqualTo(202);
                progress = answer.header("X-Progress");
                Thread.sleep(20);
            }
            assertThat(progress).matches("[1-9]\\d* of 2000 entries after \\d+ s");
            assertThat(server.delete(status).status()).isEqualTo(202);
            assertThat(server.get(status).status()).isEqualTo(404);
            int before = -1;
            for (int now = count(server); now != before; now = count(server)) {
                before = now;
                Thread.sleep(1000);
            }
            assertThat(before).isBetween(1, 1999);
        }
    }

    private static int count(TestServer server) {
        return server.get("Basic?_summary=count").json().path("total").asInt();
    }

    @Test
    void readsAreAnsweredAtOnce() {
        try (TestServer server = TestServer.withCase(data)) {
            assertThat(server.get("Patient/vitale-2009-p1", "Prefer", "respond-async")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static JsonNode answer(TestServer server, Answer kickOff) {
        return poll(server, path(server, kickOff));
    }

    private static String path(TestServer server, Answer kickOff) {
        assertThat(kickOff.status()).isEqualTo(202);
        return kickOff.header("Content-Location").substring(server.base().length() + 1);
    }

    private static JsonNode poll(TestServer server, String path) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            Answer answer = server.get(path);
            if (answer.status() == 200) {
                return answer.json();
            }
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.header("X-Progress")).isNotEmpty();
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("not done within a minute");
    }
}
