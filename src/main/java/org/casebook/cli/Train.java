package org.casebook.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.casebook.bench.DataSet;
import org.casebook.fhir.Json;
import org.casebook.server.CasebookServer;
import org.casebook.server.Configuration;
import picocli.CommandLine.Command;

/**
 * {@code casebook train}: a short life of a server in a folder that is deleted after it. The build runs it to record
 * which classes a start needs, so that the next start finds them laid out (docs/performance.md).
 */
@Command(name = "train", hidden = true, description = "Live through a start and a few requests, then stop.")
final class Train implements Callable<Integer> {
    private static final List<String> REQUESTS = List.of(
            "/metadata",
            "/Patient",
            "/Observation?_count=5&_sort=-date",
            "/Patient?_summary=true",
            "/Patient?_format=xml");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("casebook-train");
        try {
            live(Map.of("port", "0", "data", folder.toString()));
            // Once more: to open a store that is there already takes other classes than to make one.
            live(Map.of("port", "0", "data", folder.toString()));
        } finally {
            delete(folder);
        }
        return 0;
    }

    private static void live(Map<String, String> settings) throws IOException, InterruptedException {
        try (CasebookServer server = CasebookServer.start(Configuration.of(settings))) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            URI base = URI.create(server.fhirAddress());
            client.send(
                    HttpRequest.newBuilder(base)
                            .header("Content-Type", "application/fhir+json")
                            .POST(BodyPublishers.ofByteArray(Json.write(new DataSet(1, 1).bundle(0))))
                            .build(),
                    BodyHandlers.discarding());
            for (String path : REQUESTS) {
                client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.discarding());
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
