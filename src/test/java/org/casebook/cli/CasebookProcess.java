package org.casebook.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code casebook …} as a process of its own, as a user runs it. */
final class CasebookProcess implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final BufferedReader output;

    private CasebookProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static CasebookProcess start(Path folder, Map<String, String> environment, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx512m",
                    "-cp",
                    mainClassPath(),
                    Casebook.class.getName()));
            command.addAll(List.of(arguments));
            Path errors = Files.createTempFile(folder, "stderr", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return new CasebookProcess(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the test's own logback-test.xml. */
    private static String mainClassPath() {
        List<String> entries =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(":")));
        entries.removeIf(entry -> entry.endsWith("test-classes"));
        return String.join(":", entries);
    }

    String readLine() {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String restOfOutput() {
        StringBuilder text = new StringBuilder();
        for (String line = readLine(); line != null; line = readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** Waits for the end; fails after a minute. */
    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running; standard error: " + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. */
    void terminate() {
        // Process.destroy would close the streams too.
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
