package org.casebook.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.casebook.fhir.Json;

/** A real server on a free port over a real H2 file, and what a test says to it over HTTP. */
public final class TestServer implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final CasebookServer server;

    private TestServer(CasebookServer server) {
        this.server = server;
    }

    /** A server with the case loaded. */
    public static TestServer withCase(Path data) {
        return with(data, Map.of());
    }

    /** A server with nothing in it. */
    public static TestServer empty(Path data) {
        return with(data, Map.of("empty", "true"));
    }

    public static TestServer with(Path data, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("port", "0");
        all.putIfAbsent("data", data.toString());
        return new TestServer(CasebookServer.start(Configuration.of(all)));
    }

    public CasebookServer server() {
        return server;
    }

    /** The address of the FHIR service. */
    public String base() {
        return server.fhirAddress();
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** JSON unless a header says otherwise. */
    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    /** Any request; {@code path} is below the base unless it is an absolute URL; headers as name, value, name, value. */
    public Answer send(String method, String path, String body, String... headers) {
        String url = path.startsWith("http") ? path : base() + (path.isEmpty() ? "" : "/" + path);
        // A bar is not allowed bare in a URI, but stands in every token search.
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url.replace("|", "%7C"))).timeout(Duration.ofMinutes(5));
        boolean contentType = false;
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
            contentType |= headers[i].equalsIgnoreCase("Content-Type");
        }
        if (body != null && !contentType) {
            request.header("Content-Type", "application/fhir+json");
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return send(request.build());
    }

    public static Answer send(HttpRequest request) {
        try {
            return new Answer(CLIENT.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** What came back. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return Json.read(response.body());
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new AssertionError("not JSON: " + text(), e);
            }
        }

        /** Code and first expression of the outcome's first issue. */
        public String firstIssue() {
            JsonNode issue = json().path("issue").path(0);
            return issue.path("code").asText() + " "
                    + issue.path("expression").path(0).asText();
        }
    }
}
