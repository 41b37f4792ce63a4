package org.casebook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures {@link BareServer}, in a process of its own, with the bytes that the server answers to a read. */
final class BareMeasure {
    /** By name: the command line is above this room. */
    private static final String MAIN = "org.casebook.cli.Casebook";

    private final Plan plan;

    BareMeasure(Plan plan) {
        this.plan = plan;
    }

    List<Row> run(byte[] body, Consumer<String> problems) throws IOException, InterruptedException {
        Path file = Files.createTempFile("casebook-bench", ".json");
        Files.write(file, body);
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        "bench-bare",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String port = output.readLine();
            if (port == null) {
                throw new IOException("the bare server did not start");
            }
            Target target = Target.of("http://127.0.0.1:" + port, List.of(process.pid()));
            Measure measure = new Measure("bare", "bare Jetty, the bytes of a read", (r, c, n) -> Call.get("/"));
            List<Row> rows = new ArrayList<>();
            for (int connections : plan.connections()) {
                rows.add(new Burst(plan, target, problems).run(measure, connections));
            }
            return rows;
        } finally {
            process.destroy();
            process.waitFor();
            Files.delete(file);
        }
    }
}
