package org.casebook.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a server by its command and measures the time until {@code /metadata} is answered. */
public final class StartMeasure {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final int POLL_MILLIS = 10;

    /**
     * One start.
     *
     * @param seconds from the start of the process to the first answer
     * @param cpuSeconds CPU time of the process until then
     * @param residentBytes memory three seconds later
     */
    public record Start(double seconds, double cpuSeconds, long residentBytes) {}

    private StartMeasure() {}

    /** Runs the command, waits for the answer, rests, and ends the process. */
    public static Start run(List<String> command, String url) throws IOException, InterruptedException {
        Address address = Address.of(url);
        if (answers(address)) {
            throw new IOException(url + " answers already; stop that server first");
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            ServerProcess measured = new ServerProcess(List.of(process.pid()));
            while (!answers(address)) {
                if (!process.isAlive() || System.nanoTime() - start > LONGEST.toNanos()) {
                    throw new IOException("no answer from " + url + " after " + String.join(" ", command));
                }
                Thread.sleep(POLL_MILLIS);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = measured.cpuMicros() / 1e6;
            Thread.sleep(REST.toMillis());
            return new Start(seconds, cpu, measured.residentBytes());
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    private static boolean answers(Address address) {
        try (Connection connection = Connection.open(address)) {
            return connection.send(Call.get("/metadata")).status() == 200;
        } catch (IOException e) {
            // Not yet: the port is closed.
            return false;
        }
    }
}
