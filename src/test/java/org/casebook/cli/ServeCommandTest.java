package org.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private static final Pattern READY = Pattern.compile(
            "Casebook ready: (http://127\\.0\\.0\\.1:\\d+/fhir)  \\(\\d+ resources, case vitale-2009, started in \\d+\\.\\d s\\)");

    @TempDir
    Path folder;

    @Test
    void servesUntilItIsToldToStop() throws IOException, InterruptedException {
        try (CasebookProcess serve = start("serve", "--port", "0")) {
            Matcher ready = READY.matcher(serve.readLine());
            assertThat(ready.matches()).isTrue();
            HttpRequest request = HttpRequest.newBuilder(URI.create(ready.group(1) + "/Patient/vitale-2009-p1"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(serve.errors()).contains("loopback only");
            assertThat(folder.resolve("casebook-data")).isDirectory();

            CasebookProcess second = start("serve", "--port", "0");
            assertThat(second.exitCode()).isEqualTo(4);
            assertThat(second.errors().strip()).hasLineCount(1).contains("in use by another process");

            serve.terminate();
            assertThat(serve.restOfOutput()).isEmpty();
            assertThat(serve.exitCode()).isIn(0, 143);
        }
    }

    @Test
    void aPortInUseIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CasebookProcess serve = start("serve", "--empty", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(serve.exitCode()).isEqualTo(3);
            assertThat(serve.errors().strip()).hasLineCount(1).contains("cannot listen on 127.0.0.1:");
        }
    }

    @Test
    void aBadUrlIsOneLine() {
        CasebookProcess serve = start("serve", "--base-url", "example.org/fhir");
        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(serve.errors().strip()).hasLineCount(1).contains("base-url").contains("absolute http or https URL");
    }

    @Test
    void aDatabaseThatIsNotThere() {
        CasebookProcess serve = start("serve", "--database", "jdbc:postgresql://127.0.0.1:1/none");
        assertThat(serve.exitCode()).isEqualTo(4);
        assertThat(serve.errors()).contains("casebook: cannot open the database jdbc:postgresql://127.0.0.1:1/none");
    }

    @Test
    void unknownSettingsNameTheNearest() throws IOException {
        Path file = Files.writeString(folder.resolve("casebook.properties"), "prot=1\n");
        CasebookProcess fromFile = start("serve", "--config", file.toString());
        assertThat(fromFile.exitCode()).isEqualTo(2);
        assertThat(fromFile.errors()).contains("unknown setting 'prot'").contains("did you mean 'port'");

        CasebookProcess fromEnvironment =
                CasebookProcess.start(folder, Map.of("CASEBOOK_PROT", "1"), "serve", "--print-config");
        assertThat(fromEnvironment.exitCode()).isEqualTo(2);
        assertThat(fromEnvironment.errors()).contains("CASEBOOK_PROT").contains("did you mean 'CASEBOOK_PORT'");

        CasebookProcess fromCommandLine = start("serve", "--prot", "1");
        assertThat(fromCommandLine.exitCode()).isEqualTo(2);
        assertThat(fromCommandLine.errors()).contains("--prot");
    }

    @Test
    void printConfigSaysWhereEachValueComesFrom() throws IOException {
        Path file = Files.writeString(folder.resolve("my.properties"), "host=127.0.0.2\nport=1\nmax-body=1m\n");
        CasebookProcess print = CasebookProcess.start(
                folder,
                Map.of(
                        "CASEBOOK_CONFIG",
                        file.toString(),
                        "CASEBOOK_PORT",
                        "2",
                        "CASEBOOK_DATABASE_PASSWORD",
                        "geheim"),
                "serve",
                "--print-config",
                "--max-body",
                "2m");
        assertThat(print.restOfOutput())
                .containsPattern("host += 127.0.0.2 +# file")
                .containsPattern("port += 2 +# environment CASEBOOK_PORT")
                .containsPattern("max-body += 2m +# command line")
                .containsPattern("default-count += 20 +# default")
                .doesNotContain("geheim");
        assertThat(print.exitCode()).isZero();
    }

    @Test
    void versionAndHelp() {
        CasebookProcess version = start("version");
        assertThat(version.readLine()).startsWith("Casebook ").contains("FHIR 4.0.1");
        assertThat(version.exitCode()).isZero();
        CasebookProcess help = start("--help");
        assertThat(help.restOfOutput()).contains("serve").contains("version");
        assertThat(help.exitCode()).isZero();
        CasebookProcess none = start();
        assertThat(none.exitCode()).isEqualTo(2);
    }

    private CasebookProcess start(String... arguments) {
        return CasebookProcess.start(folder, Map.of(), arguments);
    }
}
