package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever runs the server relies on: proxies, browsers of other origins, health, metrics. */
class DeploymentTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\"}";

    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(
                data,
                Map.of("empty", "true", "trusted-proxies", "127.0.0.1", "cors-origins", "https://app.example.org"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void linksBehindATrustedProxy() {
        assertThat(location("Forwarded", "for=192.0.2.1;proto=https;host=fhir.example.org"))
                .startsWith("https://fhir.example.org/fhir/Patient/");
        assertThat(location("X-Forwarded-Proto", "https", "X-Forwarded-Host", "fhir.example.org:8443"))
                .startsWith("https://fhir.example.org:8443/fhir/Patient/");
        assertThat(location(
                        "X-Forwarded-Proto", "https", "X-Forwarded-Host", "example.org", "X-Forwarded-Prefix", "/r4/"))
                .startsWith("https://example.org/r4/fhir/Patient/");
    }

    @Test
    void aForwardedHostThatIsNoneIsPassedOver() {
        assertThat(location("X-Forwarded-Host", "evil\"><script>")).startsWith(server.base());
    }

    @Test
    void proxiesThatAreNotTrustedAreNotBelieved(@TempDir Path other) {
        try (TestServer plain = TestServer.empty(other)) {
            assertThat(plain.post("Patient", PATIENT, "X-Forwarded-Host", "evil.example.org")
                            .header("Location"))
                    .startsWith(plain.base());
            assertThat(plain.get("metadata", "Origin", "https://app.example.org")
                            .header("Access-Control-Allow-Origin"))
                    .as("CORS is off by default")
                    .isEmpty();
        }
    }

    @Test
    void originsOnTheListMayCall() {
        Answer preflight = server.send(
                "OPTIONS",
                "Patient",
                null,
                "Origin",
                "https://app.example.org",
                "Access-Control-Request-Method",
                "PUT");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.org");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PUT");
        assertThat(server.get("metadata", "Origin", "https://app.example.org").header("Access-Control-Allow-Origin"))
                .isEqualTo("https://app.example.org");
        assertThat(server.get("metadata", "Origin", "https://evil.example.org").header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void http2InClearTextByUpgrade() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest read =
                HttpRequest.newBuilder(URI.create(server.base() + "/metadata")).build();
        HttpResponse<String> answer = client.send(read, BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).contains("CapabilityStatement");

        HttpRequest create = HttpRequest.newBuilder(URI.create(server.base() + "/Patient"))
                .header("Content-Type", "application/fhir+json")
                .POST(BodyPublishers.ofString(PATIENT))
                .build();
        HttpResponse<String> created = client.send(create, BodyHandlers.ofString());
        assertThat(created.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("ETag")).contains("W/\"1\"");
    }

    @Test
    void healthAndMetricsOnTheAdminPort() {
        String admin = server.server().adminAddress();
        assertThat(server.get(admin + "/health/live").status()).isEqualTo(200);
        assertThat(server.get(admin + "/health/ready").text()).contains("\"store\":\"UP\"");
        server.get("Patient/some-id-of-a-patient");
        server.get("NoSuchType" + System.nanoTime() + "/1");
        String metrics = server.get(admin + "/metrics").text();
        assertThat(metrics)
                .contains("casebook_http_requests_seconds_count")
                .contains("path=\"Patient/[id]\"")
                .contains("jvm_memory_used_bytes")
                .contains("casebook_http_requests_seconds_bucket")
                .contains("status=\"404\"")
                .contains("casebook_connections{kind=\"active\",pool=\"read\"}")
                .contains("casebook_connections{kind=\"waiting\",pool=\"write\"}")
                .containsPattern("casebook_journal_bytes \\d")
                .contains("casebook_reindex_waiting 0.0")
                .contains("casebook_bodies_bytes 0.0")
                .doesNotContain("some-id-of-a-patient")
                .doesNotContain("NoSuchType");
        assertThat(server.get(server.base().replace("/fhir", "/metrics")).status())
                .as("not on the FHIR port")
                .isEqualTo(404);
    }

    @Test
    void theRequestIdComesBack() {
        assertThat(server.get("metadata", "X-Request-ID", "my-id-1").header("X-Request-ID"))
                .isEqualTo("my-id-1");
        assertThat(server.get("metadata").header("X-Request-ID")).isNotEmpty();
    }

    @Test
    void binaryContentAsItIs() {
        Answer created = server.send("POST", "Binary", "plain words", "Content-Type", "text/plain");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.json().path("id").asText();
        Answer raw = server.get("Binary/" + id, "Accept", "text/plain");
        assertThat(raw.header("Content-Type")).startsWith("text/plain");
        assertThat(raw.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(raw.text()).isEqualTo("plain words");
        assertThat(server.get("Binary/" + id, "Accept", "application/fhir+json")
                        .json()
                        .path("data")
                        .asText())
                .isEqualTo("cGxhaW4gd29yZHM=");
        assertThat(server.send(
                                "PUT",
                                "Binary/" + id,
                                "other words",
                                "Content-Type",
                                "text/plain",
                                "X-Security-Context",
                                "Patient/p")
                        .status())
                .isIn(200, 400, 409, 422);
    }

    private static String location(String... headers) {
        return server.post("Patient", PATIENT, headers).header("Location");
    }
}
