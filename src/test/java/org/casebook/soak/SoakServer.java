package org.casebook.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code casebook serve} as a process of its own, and how much it takes. */
public final class SoakServer implements AutoCloseable {
    private static final Pattern FHIR = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/fhir");
    private final Process process;
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private final String admin;

    private SoakServer(Process process, Path data, int adminPort) {
        this.process = process;
        this.data = data;
        this.admin = "http://127.0.0.1:" + adminPort;
    }

    /** Starts it and waits until it says where it listens; what it logs goes to {@code server.log} beside the data. */
    public static SoakServer start(Path folder, String heap, List<String> options) throws IOException {
        Path data = folder.resolve("data");
        int adminPort = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                mainClassPath(),
                "org.casebook.cli.Casebook",
                "serve",
                "--port",
                "0",
                "--admin-port",
                Integer.toString(adminPort),
                "--empty",
                "--data",
                data.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("server.log").toFile())
                .start();
        SoakServer server = new SoakServer(process, data, adminPort);
        try {
            server.readAddress();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new IOException(e.getMessage() + Files.readString(folder.resolve("server.log")), e);
        }
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Without the tests' own logging. */
    private static String mainClassPath() {
        List<String> entries =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(":")));
        entries.removeIf(entry -> entry.endsWith("test-classes"));
        return String.join(":", entries);
    }

    private void readAddress() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (port == 0) {
            String line = output.readLine();
            if (line == null) {
                throw new IOException("the server did not start: ");
            }
            Matcher fhir = FHIR.matcher(line);
            if (fhir.find()) {
                port = Integer.parseInt(fhir.group(1));
            }
        }
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The status of an address of the admin port. */
    public int adminStatus(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(admin + path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** Bytes of live objects: what the heap holds right after a full collection. */
    long heapAfterCollection() throws IOException, InterruptedException {
        new ProcessBuilder("jcmd", Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String metrics = client.send(
                        HttpRequest.newBuilder(URI.create(admin + "/metrics")).build(), BodyHandlers.ofString())
                .body();
        return (long) metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    long residentBytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024;
        }
    }

    /** Bytes of files below the data folder whose path has, or has not, the journal's name in it. */
    long fileBytes(boolean journal) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().contains("/journal") == journal)
                    .map(Path::toFile)
                    .filter(java.io.File::isFile)
                    .mapToLong(java.io.File::length)
                    .sum();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
