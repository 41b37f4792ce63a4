package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.casebook.error.BareTrace;
import org.casebook.fhir.Json;
import org.casebook.fuzz.Input;
import org.casebook.fuzz.Wire;
import org.casebook.soak.SoakServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server writes into its log, with the logging that is shipped: JSON where asked for, and no patients' data. */
class LogsTest {
    private static final String MARK = "Xylophonist";
    private static final List<String> JSON = List.of("Content-Type: application/fhir+json", "X-Request-ID: request-7");
    private static final byte[] NONE = {};

    @TempDir
    static Path folder;

    @Test
    void linesAreJsonAndHoldNoPatientData() throws Exception {
        try (SoakServer server =
                SoakServer.start(folder, "256m", List.of("--log-format", "json", "--slow-request", "1"))) {
            try (Wire wire = new Wire(server.port(), 120_000)) {
                everyKindOfRequest(wire);
            }
        }
        List<String> lines = Files.readAllLines(folder.resolve("server.log")).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(lines).anyMatch(line -> line.contains("Slow request"));
        assertThat(lines)
                .anyMatch(line -> line.contains("Slow search of Patient by family") && line.contains("rows in"));
        assertThat(lines).anyMatch(line -> line.contains("request-7"));
        for (String line : lines) {
            assertThat(Json.read(line.getBytes(StandardCharsets.UTF_8))
                            .path("level")
                            .asText())
                    .isNotEmpty();
        }
        assertThat(Files.readString(folder.resolve("server.log"))).doesNotContainIgnoringCase(MARK);
    }

    private static void everyKindOfRequest(Wire wire) throws IOException {
        String patient = "{\"resourceType\":\"Patient\",\"id\":\"" + MARK + "\",\"name\":[{\"family\":\"" + MARK
                + "\"}],\"identifier\":[{\"value\":\"" + MARK + "\"}]}";
        assertThat(send(wire, "PUT", "Patient/" + MARK, patient)).isEqualTo(201);
        assertThat(send(wire, "GET", "Patient/" + MARK, "")).isEqualTo(200);
        assertThat(send(wire, "GET", "Patient?family=" + MARK + "&_sort=family", ""))
                .isEqualTo(200);
        assertThat(send(wire, "GET", "Patient?family=" + MARK + "&" + MARK + "=1", ""))
                .isEqualTo(400);
        assertThat(send(wire, "GET", "Patient/" + MARK + "/$everything", "")).isEqualTo(200);
        assertThat(send(wire, "GET", MARK + "/" + MARK, "")).isEqualTo(404);
        assertThat(send(wire, "GET", "Patient/" + MARK + "/$" + MARK, "")).isEqualTo(404);
        assertThat(send(wire, "POST", "Patient", patient.replace("family", MARK)))
                .isEqualTo(422);
        assertThat(send(wire, "POST", "Patient", patient.replace("}", MARK))).isEqualTo(400);
        assertThat(send(wire, "POST", "Patient/$validate", patient.replace("family", MARK)))
                .isEqualTo(200);
        assertThat(send(
                        wire,
                        "POST",
                        "",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"PUT\",\"url\":\"Patient/"
                                + MARK + "\"},\"resource\":" + patient + "}]}"))
                .isEqualTo(200);
        assertThat(send(
                        wire,
                        "POST",
                        "$graphql",
                        "{\"query\":\"{ PatientList(family: \\\"" + MARK + "\\\") { " + MARK + " } }\"}"))
                .isLessThan(500);
        assertThat(send(wire, "DELETE", "Patient/" + MARK, "")).isLessThan(300);
    }

    private static int send(Wire wire, String method, String target, String body) throws IOException {
        byte[] bytes = body.isEmpty() ? NONE : body.getBytes(StandardCharsets.UTF_8);
        return wire.send(Input.of(target, method, target, JSON, bytes)).status();
    }

    @Test
    void faultsAreLoggedWithoutTheirMessages() {
        Throwable fault = new IllegalStateException(
                "cannot handle " + MARK, new java.sql.SQLException("value '" + MARK + "' is wrong", "22001", 7));
        BareTrace bare = BareTrace.of(fault);
        assertThat(bare)
                .hasMessage("java.lang.IllegalStateException")
                .hasRootCauseMessage("java.sql.SQLException 22001 7");
        assertThat(bare.getStackTrace()).isEqualTo(fault.getStackTrace());
    }

    @Test
    void requestIdsThatCouldNotBeLoggedAreReplaced(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.empty(data)) {
            assertThat(requestId(server, "a-b_c.d:1")).isEqualTo("a-b_c.d:1");
            assertThat(requestId(server, "x".repeat(65))).isNotBlank().doesNotContain("xx");
            assertThat(requestId(server, "<script>")).isNotBlank().doesNotContain("script");
            assertThat(requestId(server, "a b")).isNotBlank().doesNotContain(" ");
        }
    }

    private static String requestId(TestServer server, String sent) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            socket.getOutputStream()
                    .write(("GET /fhir/Patient/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-ID: " + sent
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("x-request-id:"))
                    .map(line -> line.substring(13).trim())
                    .findFirst()
                    .orElse("");
        }
    }
}
