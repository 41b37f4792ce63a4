package org.casebook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.casebook.server.Configuration;
import org.casebook.server.StoreCare;
import org.casebook.server.TestServer;
import org.casebook.store.care.CareTask;

/**
 * Whatever is sent: no 5xx, an answer in time, an OperationOutcome for every refusal, and nothing changed by what was
 * refused. The short form is always the same; a long one with other inputs is
 * {@code -Dcasebook.fuzz.inputs=100000 -Dcasebook.fuzz.seed=7}.
 */
class HostileInputTest {
    private static final int BATCHES = 20;
    private static final int INPUTS = Integer.getInteger("casebook.fuzz.inputs", 3_000);
    private static final long SEED = Long.getLong("casebook.fuzz.seed", 1);
    private static Path data;
    private static TestServer server;
    private static Inputs inputs;
    private static Examination examination;

    @BeforeContainer
    static void start() throws IOException {
        data = Files.createTempDirectory("hostile-input");
        server = TestServer.withCase(data);
        inputs = new Inputs(Corpus.load(server));
        awaitValidator();
        examination = new Examination(server);
    }

    /** While HL7's validator reads its definitions, a busy machine answers that it takes too long. */
    private static void awaitValidator() {
        int status = 0;
        for (int i = 0; i < 20 && status != 200; i++) {
            status = TestServer.send(HttpRequest.newBuilder(URI.create(server.base() + "/Observation/$validate"))
                            .header("Content-Type", "application/fhir+json")
                            .POST(BodyPublishers.ofString("{\"resourceType\":\"Observation\"}"))
                            .build())
                    .status();
        }
        assertThat(status).isEqualTo(200);
    }

    @Property(tries = BATCHES, seed = "1", generation = GenerationMode.RANDOMIZED, shrinking = ShrinkingMode.OFF)
    void nothingFailsHangsOrSlipsThrough(@ForAll("batches") List<Input> batch) throws IOException {
        for (Input input : batch) {
            examination.of(input);
        }
        assertThat(examination.findings()).isEmpty();
    }

    @Provide
    Arbitrary<List<Input>> batches() {
        return Arbitraries.randomValue(random -> {
            Random seeded = new Random(random.nextLong() ^ SEED);
            return Stream.generate(() -> inputs.next(seeded))
                    .limit(INPUTS / BATCHES)
                    .toList();
        });
    }

    /** What was there at the start is there as it was, and the index has exactly the rows that it should. */
    @AfterContainer
    static void stop() throws Exception {
        if (examination == null) {
            return; // The server did not start, which is reported already.
        }
        System.out.println(examination.report());
        String damage = examination.damage();
        server.close();
        List<String> said = new ArrayList<>();
        StoreCare care = new StoreCare(Configuration.of(Map.of("data", data.toString())));
        boolean sound = care.run(CareTask.of(CareTask.Kind.VERIFY), said::add);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(damage).isEmpty();
        assertThat(sound).as(String.join("\n", said)).isTrue();
    }
}
