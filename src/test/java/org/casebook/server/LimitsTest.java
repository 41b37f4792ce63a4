package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit answers with an OperationOutcome that says which it was, over a socket where no client library would ask. */
class LimitsTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\"}";

    @TempDir
    static Path data;

    private static TestServer server;
    private static int port;

    @BeforeAll
    static void start() {
        server = TestServer.with(
                data,
                Map.ofEntries(
                        Map.entry("empty", "true"),
                        Map.entry("max-body", "100k"),
                        Map.entry("max-depth", "20"),
                        Map.entry("max-string", "50000"),
                        Map.entry("max-entries", "3"),
                        Map.entry("max-head", "4k"),
                        Map.entry("head-timeout", "2"),
                        Map.entry("idle-timeout", "3"),
                        Map.entry("min-body-rate", "1000")));
        port = server.server().port();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void body() {
        String large = "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"%s\"}]}".formatted("x".repeat(110_000));
        refused(server.post("Patient", large), 413, "too-long", "max-body");
        // Without Content-Length too.
        String chunk = "x".repeat(60_000);
        refused(
                RawHttp.send(
                        port,
                        "POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/fhir+json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\nEA60\r\n" + chunk + "\r\nEA60\r\n" + chunk
                                + "\r\n0\r\n\r\n"),
                413,
                "max-body");
    }

    @Test
    void entriesOfABundle() {
        String entry = "{\"request\":{\"method\":\"GET\",\"url\":\"metadata\"}}";
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[%s]}";
        refused(
                server.post("", bundle.formatted(String.join(",", entry, entry, entry, entry))),
                413,
                "too-long",
                "max-entries");
    }

    @Test
    void nesting() {
        refused(server.post("Patient", "{\"a\":".repeat(21) + "1" + "}".repeat(21)), 400, "structure", "max-depth");
        refused(server.post("Patient", "[".repeat(100_000)), 400, "structure", "max-depth");
        refused(xml("<a>".repeat(21) + "</a>".repeat(21)), 400, "structure", "max-depth");
        refused(
                server.send(
                        "PATCH",
                        "Patient/x",
                        "[".repeat(21) + "]".repeat(21),
                        "Content-Type",
                        "application/json-patch+json"),
                400,
                "structure",
                "max-depth");
        // 20 levels are read, and what is wrong with them is said; brackets in texts and comments do not count.
        assertThat(server.post("Patient", "{\"a\":".repeat(20) + "1" + "}".repeat(20))
                        .text())
                .contains("OperationOutcome")
                .doesNotContain("max-depth");
        assertThat(server.post("Patient", patient("{[\\\"".repeat(30))).status())
                .isEqualTo(201);
        assertThat(xml("<!-- " + "<a>".repeat(30) + " --><Patient xmlns=\"http://hl7.org/fhir\"><name>"
                                + "<family value=\"" + "&gt;/>".repeat(30) + "\"/>".concat("</name>")
                                + "<name><family value='x'/></name>".repeat(25) + "</Patient>")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nestingAsItIsByDefault(@TempDir Path other) {
        try (TestServer usual = TestServer.empty(other)) {
            refused(usual.post("Patient", "{\"a\":".repeat(201) + "1" + "}".repeat(201)), 400, "structure", "200");
            refused(
                    usual.send("POST", "Patient", "<a>".repeat(201), "Content-Type", "application/fhir+xml"),
                    400,
                    "structure",
                    "200");
            assertThat(usual.post("Patient", patient("x".repeat(1_000_000))).status())
                    .isEqualTo(201);
            refused(usual.post("Patient", patient("x".repeat(1_100_000))), 422, "", "Patient.name");
        }
    }

    @Test
    void lengthOfStrings() {
        refused(server.post("Patient", patient("x".repeat(50_001))), 413, "too-long", "max-string");
        assertThat(server.post("Patient", patient("x".repeat(50_000))).status()).isEqualTo(201);
        String xml = "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"%s\"/></name></Patient>";
        refused(xml(xml.formatted("x".repeat(50_001))), 413, "too-long", "max-string");
        assertThat(xml(xml.formatted("x".repeat(50_000))).status()).isEqualTo(201);
        // The content of a Binary is no text.
        assertThat(server.send("POST", "Binary", "x".repeat(60_000), "Content-Type", "text/plain")
                        .status())
                .isEqualTo(201);
    }

    private static String patient(String family) {
        return "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + family + "\"}]}";
    }

    private static Answer xml(String body) {
        return server.send("POST", "Patient", body, "Content-Type", "application/fhir+xml");
    }

    @Test
    void parameters() {
        String many = IntStream.range(0, 101).mapToObj(i -> "name=a").collect(Collectors.joining("&"));
        refused(server.get("Patient?" + many), 400, "", "100");
        String form = "a&".repeat(20_000);
        refused(
                server.send("POST", "Patient/_search", form, "Content-Type", "application/x-www-form-urlencoded"),
                413,
                "too-long",
                "10000");
    }

    @Test
    void headersAndTarget() {
        refused(RawHttp.get(port, "/fhir/Patient?name=" + "a".repeat(5_000)), 414, "4k");
        refused(
                RawHttp.send(port, "GET /fhir/Patient HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(5_000) + "\r\n\r\n"),
                431,
                "4k");
    }

    @Test
    void whatJettyRefuses() {
        refused(RawHttp.send(port, "nonsense\r\n\r\n"), 400, "");
        refused(RawHttp.send(port, "GET /fhir/Patient HTTP/1.1\r\n\r\n"), 400, "");
        refused(RawHttp.send(port, "GET /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"), 400, "");
        refused(RawHttp.send(port, "BREW /fhir/Patient HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 405, "");
    }

    @Test
    void headersThatDoNotComeToAnEnd() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(ascii("GET /fhir/Patient HTTP/1.1\r\nHost: x\r\n"));
            String answer = drip(socket, "X-Drop: 1\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .contains("OperationOutcome")
                    .contains("2 seconds");
        }
        assertThat(server.get("metadata").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatComesByDrops() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(ascii("POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n"
                            + "Content-Length: 50000\r\n\r\n{\"resourceType\":\"Patient\""));
            assertThat(drip(socket, " "))
                    .startsWith("HTTP/1.1 408")
                    .contains("OperationOutcome")
                    .contains("1000 bytes a second");
        }
    }

    @Test
    void aBodyThatStops() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(ascii("POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n"
                            + "Content-Length: 50000\r\n\r\n{"));
            assertThat(all(socket)).startsWith("HTTP/1.1 408").contains("OperationOutcome");
        }
    }

    @Test
    void aConnectionThatSaysNothing() throws IOException {
        try (Socket socket = connect()) {
            assertThat(all(socket)).as("closed by the server").isEmpty();
        }
    }

    @Test
    void moreRequestsAtOnceThanAreTaken(@TempDir Path other) throws Exception {
        try (TestServer small = TestServer.with(
                other, Map.of("empty", "true", "max-requests", "1", "max-queue", "1", "queue-timeout", "1"))) {
            int crowded = small.server().port();
            try (Socket holder = connect(crowded);
                    Socket waiting = connect(crowded)) {
                holder.getOutputStream()
                        .write(ascii("POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n"
                                + "Content-Length: 500\r\n\r\n{"));
                Thread.sleep(500);
                waiting.getOutputStream()
                        .write(ascii("GET /fhir/metadata HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
                String answer = all(waiting);
                assertThat(answer)
                        .startsWith("HTTP/1.1 503")
                        .contains("Retry-After")
                        .contains("OperationOutcome");
            }
            assertThat(small.post("Patient", PATIENT).status()).isEqualTo(201);
        }
    }

    @Test
    void timeOfARequest(@TempDir Path other) {
        try (TestServer hurried = TestServer.with(other, Map.of("empty", "true", "request-timeout", "1"))) {
            String entries = IntStream.range(0, 8_000)
                    .mapToObj(i ->
                            // Each is a search of its own, so that a second passes on any machine.
                            "{\"request\":{\"method\":\"POST\",\"url\":\"Patient\",\"ifNoneExist\":\"family=F" + i
                                    + "&given=A&birthdate=2000-01-01\"},\"resource\":{\"resourceType\":\"Patient\","
                                    + "\"name\":[{\"family\":\"F" + i
                                    + "\",\"given\":[\"A\",\"B\"]}],\"birthDate\":\"2000-01-01\"}}")
                    .collect(Collectors.joining(","));
            Answer late = hurried.post(
                    "", "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}");
            refused(late, 403, "too-costly", "request-timeout");
            assertThat(hurried.get("Patient?_summary=count")
                            .json()
                            .path("total")
                            .asInt())
                    .as("nothing of it was done")
                    .isZero();
        }
    }

    @Test
    void connectionsBeyondTheMostWait(@TempDir Path other) throws Exception {
        try (TestServer few = TestServer.with(other, Map.of("empty", "true", "max-connections", "2"))) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                open.add(connect(few.server().port()));
            }
            Thread.sleep(300);
            CountDownLatch answered = new CountDownLatch(1);
            Thread third = new Thread(() -> {
                RawHttp.get(few.server().port(), "/fhir/metadata");
                answered.countDown();
            });
            third.start();
            Thread.sleep(500);
            assertThat(answered.getCount()).isEqualTo(1);
            for (Socket socket : open) {
                socket.close();
            }
            third.join(20_000);
            assertThat(answered.getCount()).isZero();
        }
    }

    /** Sends a piece ten times a second until there is an answer. */
    private static String drip(Socket socket, String piece) throws Exception {
        Thread drops = new Thread(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(ascii(piece));
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException e) {
                // The server has closed the connection.
            }
        });
        drops.start();
        try {
            byte[] first = socket.getInputStream().readNBytes(200);
            return new String(first, StandardCharsets.UTF_8) + rest(socket);
        } finally {
            drops.interrupt();
            drops.join();
        }
    }

    private static String rest(Socket socket) {
        try {
            return all(socket);
        } catch (IOException e) {
            return "";
        }
    }

    private static String all(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] portion = new byte[4096];
        try {
            for (int n = socket.getInputStream().read(portion);
                    n >= 0;
                    n = socket.getInputStream().read(portion)) {
                text.append(new String(portion, 0, n, StandardCharsets.UTF_8));
            }
        } catch (java.net.SocketException e) {
            // Reset, because the server did not read all that was sent.
        }
        return text.toString();
    }

    private static Socket connect() throws IOException {
        return connect(port);
    }

    private static Socket connect(int where) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), where);
        socket.setSoTimeout(40_000);
        return socket;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void refused(RawHttp answer, int status, String text) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains("OperationOutcome").contains(text);
    }

    private static void refused(Answer answer, int status, String code, String text) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(answer.firstIssue()).startsWith(code);
        assertThat(answer.text()).contains(text);
    }
}
