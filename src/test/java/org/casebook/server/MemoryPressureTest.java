package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.casebook.fuzz.Input;
import org.casebook.fuzz.Wire;
import org.casebook.soak.SoakServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a small heap under more large bodies than it has memory for. */
class MemoryPressureTest {
    private static final List<String> JSON = List.of("Content-Type: application/fhir+json");
    private static final int CLIENTS = 16;
    private static final int EACH = 3;

    @TempDir
    static Path folder;

    @Test
    void itRefusesSomeSurvivesAllAndServesAfterwards() throws Exception {
        try (SoakServer server = SoakServer.start(folder, "160m", List.of())) {
            Input large = bundle(6);
            Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
            ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> {
                    for (int n = 0; n < EACH; n++) {
                        try (Wire wire = new Wire(server.port(), 120_000)) {
                            judge(wire.send(large), statuses, wrong);
                        }
                    }
                    return null;
                });
            }
            clients.shutdown();
            assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
            assertThat(server.isAlive()).isTrue();
            assertThat(wrong).isEmpty();
            assertThat(statuses.get(200)).as(statuses.toString()).isPositive();
            assertThat(statuses.get(503)).as(statuses.toString()).isPositive();
            servesAgain(server);
        }
    }

    private static void judge(Wire.Answer answer, Map<Integer, Integer> statuses, ConcurrentLinkedQueue<String> wrong) {
        statuses.merge(answer.status(), 1, Integer::sum);
        boolean shed = answer.status() == 503
                && !answer.header("retry-after").isEmpty()
                && answer.text().contains("OperationOutcome");
        if (answer.status() != 200 && !shed) {
            wrong.add(answer.status() + " " + answer.text());
        }
    }

    private static void servesAgain(SoakServer server) throws Exception {
        try (Wire wire = new Wire(server.port(), 60_000)) {
            assertThat(wire.send(bundle(12)).status())
                    .as("larger than there can ever be memory for")
                    .isEqualTo(413);
        }
        try (Wire wire = new Wire(server.port(), 60_000)) {
            byte[] patient = "{\"resourceType\":\"Patient\",\"active\":true}".getBytes(StandardCharsets.UTF_8);
            assertThat(wire.send(Input.of("create", "POST", "Patient", JSON, patient))
                            .status())
                    .isEqualTo(201);
            Wire.Answer found = wire.send(Input.of("search", "GET", "Patient?_count=5", List.of(), new byte[0]));
            assertThat(found.status()).isEqualTo(200);
            assertThat(found.text()).contains("\"active\":true");
        }
        assertThat(server.adminStatus("/health/ready")).isEqualTo(200);
    }

    /** A transaction of about so many megabytes. */
    private static Input bundle(int megabytes) {
        String data = "QUJD".repeat(64 * 1024);
        String entries = IntStream.range(0, 4 * megabytes)
                .mapToObj(i ->
                        "{\"request\":{\"method\":\"POST\",\"url\":\"Binary\"},\"resource\":{\"resourceType\":\"Binary\","
                                + "\"contentType\":\"application/octet-stream\",\"data\":\"" + data + "\"}}")
                .collect(Collectors.joining(","));
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
        return Input.of("large", "POST", "", JSON, bundle.getBytes(StandardCharsets.UTF_8));
    }
}
