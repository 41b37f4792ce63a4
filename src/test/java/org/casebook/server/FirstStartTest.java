package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The case is loaded into an empty store once, and never over what somebody has changed. */
class FirstStartTest {
    @TempDir
    Path data;

    @Test
    void whatWasWrittenIsThereAfterARestartAndTheCaseIsNotLoadedAgain() {
        long count;
        try (TestServer server = TestServer.with(data, Map.of("referential-integrity", "allow"))) {
            count = server.server().resourceCount();
            String changed = server.get("Patient/vitale-2009-p1").text().replace("\"female\"", "\"unknown\"");
            assertThat(server.put("Patient/vitale-2009-p1", changed).status()).isEqualTo(200);
            assertThat(server.delete("Provenance/vitale-2009-curation").status())
                    .isEqualTo(204);
        }
        try (TestServer server = TestServer.withCase(data)) {
            assertThat(server.get("Patient/vitale-2009-p1")
                            .json()
                            .path("gender")
                            .asText())
                    .isEqualTo("unknown");
            assertThat(server.get("Provenance/vitale-2009-curation").status()).isEqualTo(410);
            assertThat(server.server().resourceCount()).isEqualTo(count - 1);
        }
    }

    /** The port opens before the case is loaded; a client that is there at once must not be told that it is not. */
    @Test
    void whoComesBeforeTheCaseIsLoadedWaitsForIt() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI patient = URI.create("http://127.0.0.1:" + port + "/fhir/Patient/vitale-2009-p1");
        CompletableFuture<TestServer> starting =
                CompletableFuture.supplyAsync(() -> TestServer.with(data, Map.of("port", Integer.toString(port))));
        HttpResponse<Void> first = null;
        while (first == null && !starting.isCompletedExceptionally()) {
            try {
                first = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(patient).build(), BodyHandlers.discarding());
            } catch (ConnectException e) {
                Thread.sleep(5);
            }
        }
        try (TestServer server = starting.join()) {
            assertThat(first).isNotNull();
            assertThat(first.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void emptyMeansEmpty() {
        try (TestServer server = TestServer.empty(data)) {
            assertThat(server.server().resourceCount()).isZero();
            assertThat(server.server().caseName()).isEqualTo("none");
        }
    }

    @Test
    void aPortInUse() {
        try (TestServer server = TestServer.empty(data.resolve("one"))) {
            Map<String, String> same =
                    Map.of("port", Integer.toString(server.server().port()), "empty", "true");
            assertThatThrownBy(() -> TestServer.with(data.resolve("two"), same))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void aDataFolderThatIsAFile() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "x");
        assertThatThrownBy(() -> TestServer.empty(file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("the data folder " + file);
    }

    @Test
    void bodiesHaveALimit() {
        try (TestServer server = TestServer.with(data, Map.of("empty", "true", "max-body", "1k"))) {
            String large = "{\"resourceType\":\"Patient\",\"text\":\"" + "x".repeat(2000) + "\"}";
            TestServer.Answer answer = server.post("Patient", large);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.firstIssue()).startsWith("too-long");
            assertThat(server.server().resourceCount()).isZero();
        }
    }

    @Test
    void theBaseUrlIsWhatLinksStartWith() {
        try (TestServer server = TestServer.with(data, Map.of("empty", "true", "base-url", "https://example.org/r4"))) {
            String local = "http://127.0.0.1:" + server.server().port() + "/fhir/Patient";
            TestServer.Answer created = server.post(local, "{\"resourceType\":\"Patient\"}");
            assertThat(created.header("Location")).startsWith("https://example.org/r4/Patient/");
        }
    }
}
