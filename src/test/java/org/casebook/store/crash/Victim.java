package org.casebook.store.crash;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link WriterProcess} and what it has told. */
final class Victim {
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch firstLine = new CountDownLatch(1);
    private final Thread reader;

    private Victim(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "acknowledgements");
        reader.start();
    }

    static Victim start(String place, String run) throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProcess.class.getName(),
                        place,
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Victim(process);
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                note(line.toString());
                line.setLength(0);
            }
        } catch (IOException e) {
            firstLine.countDown();
        }
    }

    /** What is not an acknowledgement is a line of the process's log. */
    private void note(String line) {
        if (line.matches("[VTC] .*")) {
            synchronized (lines) {
                lines.add(line);
            }
            firstLine.countDown();
        }
    }

    void awaitFirstLine() throws InterruptedException {
        if (!firstLine.await(120, TimeUnit.SECONDS)) {
            throw new AssertionError("the writer has not begun");
        }
    }

    /** SIGKILL; answers every whole line that the process had written. */
    List<String> kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
