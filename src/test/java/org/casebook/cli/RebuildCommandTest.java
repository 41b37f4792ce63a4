package org.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged database file, from the line that says so to the server that has everything again. */
class RebuildCommandTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void aDamagedFileIsBuiltAgain() throws IOException, InterruptedException {
        try (CasebookProcess serve = serve()) {
            String base = base(serve);
            for (String gender : new String[] {"male", "female"}) {
                assertThat(put(base, gender).statusCode()).isIn(200, 201);
            }
            serve.terminate();
            assertThat(serve.exitCode()).isIn(0, 143);
        }
        damage();

        CasebookProcess refused = serve();
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errors().strip()).hasLineCount(1).contains("casebook rebuild");

        CasebookProcess rebuild = CasebookProcess.start(folder, Map.of(), "rebuild");
        assertThat(rebuild.restOfOutput()).contains("units of work of the journal applied");
        assertThat(rebuild.exitCode()).isZero();

        try (CasebookProcess serve = serve()) {
            String base = base(serve);
            assertThat(get(base + "/Patient/p/_history/1")).contains("male").contains("\"versionId\":\"1\"");
            assertThat(get(base + "/Patient?gender=female")).contains("\"total\":1");
            serve.terminate();
            assertThat(serve.exitCode()).isIn(0, 143);
        }
        CasebookProcess verify = CasebookProcess.start(folder, Map.of(), "verify");
        assertThat(verify.restOfOutput()).contains("1 resources, 2 versions: all sound");
        assertThat(verify.exitCode()).isZero();
    }

    private void damage() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(
                folder.resolve("casebook-data").resolve("casebook.mv.db").toFile(), "rw")) {
            file.write(new byte[(int) file.length()]);
        }
    }

    private CasebookProcess serve() {
        return CasebookProcess.start(folder, Map.of(), "serve", "--empty", "--port", "0");
    }

    private static String base(CasebookProcess serve) {
        String line = serve.readLine();
        assertThat(line).as(serve.errors()).startsWith("Casebook ready: ");
        return line.replaceFirst("Casebook ready: (\\S+).*", "$1");
    }

    private static HttpResponse<String> put(String base, String gender) throws IOException, InterruptedException {
        String patient = "{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"" + gender + "\"}";
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + "/Patient/p"))
                        .header("Content-Type", "application/fhir+json")
                        .PUT(BodyPublishers.ofString(patient))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String get(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
