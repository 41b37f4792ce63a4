package org.casebook.server.crash;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.cli.Casebook;

/** A server in a process of its own, that will be killed. */
final class Victim implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Casebook ready: (\\S+) .*");
    private final Process process;
    private final CompletableFuture<String> base = new CompletableFuture<>();

    private Victim(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of the server");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param where the options of {@code serve} that name the store */
    static Victim start(String... where) throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Casebook.class.getName(),
                "serve",
                "--empty",
                "--port",
                "0"));
        command.addAll(Arrays.asList(where));
        return new Victim(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    base.complete(ready.group(1));
                }
            }
            base.completeExceptionally(new AssertionError("the server has ended before it was ready"));
        } catch (IOException e) {
            base.completeExceptionally(e);
        }
    }

    /** Its FHIR address, once it is ready. */
    String base() throws InterruptedException, ExecutionException, TimeoutException {
        return base.get(900, TimeUnit.SECONDS);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
