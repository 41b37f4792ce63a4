package org.casebook.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.server.TestServer;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets the page and who gets FHIR, and what the page is allowed to do. */
class PageOverHttpTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Path FILES = Path.of("src/main/resources/web");

    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.withCase(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fhir",
                "fhir/",
                "fhir/metadata",
                "fhir/Patient/vitale-2009-p1",
                "fhir/Patient/vitale-2009-p1/_history",
                "fhir/Observation?code=x"
            })
    void aBrowserGetsThePageAndAnyOtherClientFhir(String path) {
        Answer page = server.get(root() + path, "Accept", BROWSER);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("<main id=\"main\"");
        for (String accept : List.of("*/*", "application/fhir+json", "application/json;q=0.9,*/*;q=0.1")) {
            Answer fhir = server.get(root() + path, "Accept", accept);
            assertThat(fhir.header("Content-Type")).as(accept).startsWith("application/fhir+json");
            assertThat(fhir.response().headers().allValues("Vary")).contains("Accept");
        }
        String format = path.contains("?") ? "&_format=xml" : "?_format=xml";
        assertThat(server.get(root() + path + format, "Accept", BROWSER).header("Content-Type"))
                .startsWith("application/fhir+xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "search", "validate", "case/vitale-2009"})
    void thePageMayRunAndLoadItsOwnFilesOnly(String path) {
        Answer page = server.get(root() + path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe", "*", "http:");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.text())
                .doesNotContain("<style")
                .doesNotContain("style=")
                .doesNotContain("onclick");
    }

    @Test
    void filesAreFoundFromEveryDepth() {
        assertThat(server.get(root() + "case/vitale-2009").text()).contains("\"../assets/app.js\"");
        assertThat(server.get(root() + "fhir/Patient/1", "Accept", "text/html").text())
                .contains("\"../../assets/app.js\"");
        Answer script = server.get(root() + "assets/app.js");
        assertThat(script.header("Content-Type")).startsWith("text/javascript");
        String etag = script.header("ETag");
        assertThat(server.get(root() + "assets/app.js", "If-None-Match", etag).status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets/index.html",
                "assets/../logback.xml",
                "assets/%2e%2e/logback.xml",
                "assets/none.js",
                "nowhere"
            })
    void nothingElseIsServed(String path) {
        assertThat(server.get(root() + path, "Accept", BROWSER).status()).isIn(400, 404);
    }

    @Test
    void theFilesAreFewAndSmall() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("innerHTML")
                        .doesNotContain("outerHTML")
                        .doesNotContain("insertAdjacentHTML")
                        .doesNotContain("document.write")
                        .doesNotContain("eval(");
            }
        }
        assertThat(size).isPositive().isLessThan(200_000);
    }

    @Test
    void theTimelineIsAPictureOrData() {
        String path = "Patient/vitale-2009-p1/$timeline";
        for (String accept : List.of("image/svg+xml", "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8")) {
            Answer picture = server.get(path, "Accept", accept);
            assertThat(picture.header("Content-Type")).isEqualTo("image/svg+xml");
            assertThat(picture.text())
                    .startsWith("<svg ")
                    .contains("Juvenile dermatomyositis", "12 days after wide en bloc", "age 10 years")
                    .doesNotContain("2009-12");
        }
        assertThat(server.get(path + "?_format=svg").header("Content-Type")).isEqualTo("image/svg+xml");
        Answer tree = server.get(path);
        assertThat(tree.json().path("resourceType").asText()).isEqualTo("Parameters");
        assertThat(tree.text()).contains("{\"name\":\"presence\",\"valueCode\":\"absent\"}");
        assertThat(server.get("Patient/none/$timeline").status()).isEqualTo(404);
        assertThat(server.get("Patient/none/$timeline", "Accept", "image/svg+xml")
                        .status())
                .isEqualTo(404);
    }

    private static String root() {
        return server.base().substring(0, server.base().length() - "fhir".length());
    }
}
