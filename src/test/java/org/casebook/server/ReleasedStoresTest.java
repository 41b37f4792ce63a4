package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.casebook.jdbc.TestPostgres;
import org.casebook.store.care.CareTask;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The store of every release is opened by this one: as its data folder, and as its backup into PostgreSQL. */
class ReleasedStoresTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");

    @TempDir
    Path folder;

    static Stream<String> releases() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zip"))
                    .map(name -> name.replace(".zip", ""))
                    .toList();
            assertThat(names).isNotEmpty();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsDataFolder(String release) throws Exception {
        unzip(RELEASED.resolve(release + ".zip"));
        Map<String, String> store = Map.of("data", folder.toString());
        answers(store);
        verified(store);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsBackupOnPostgreSql(String release) throws Exception {
        String url = TestPostgres.create().url();
        Map<String, String> store = Map.of("database", url, "data", folder.toString());
        new StoreCare(Configuration.of(store)).restore(RELEASED.resolve(release + ".backup"), line -> {});
        verified(store);
        answers(store);
    }

    private static void verified(Map<String, String> store) throws Exception {
        List<String> said = new ArrayList<>();
        boolean sound = new StoreCare(Configuration.of(store)).run(CareTask.of(CareTask.Kind.VERIFY), said::add);
        assertThat(sound).as(String.join("\n", said)).isTrue();
        assertThat(said).last().asString().startsWith("41 resources, ");
    }

    private void answers(Map<String, String> store) {
        Map<String, String> settings = new HashMap<>(store);
        settings.put("empty", "true");
        try (TestServer server = TestServer.with(folder, settings)) {
            assertThat(total(server, "Patient?family=Changed")).isEqualTo(1);
            assertThat(total(server, "Patient?family=Family1"))
                    .as("Family10 to Family19")
                    .isEqualTo(10);
            assertThat(total(server, "Observation?subject=Patient/p7&date=2020-01-01"))
                    .isEqualTo(1);
            assertThat(total(server, "Observation?value-quantity=gt17")).isEqualTo(2);
            assertThat(server.get("Patient/p1/_history/1").text()).contains("Family1");
            assertThat(server.get("Patient/p2").status()).isEqualTo(410);
            assertThat(server.get("Basic/large").text()).hasSizeGreaterThan(1_500_000);
        }
    }

    private static int total(TestServer server, String search) {
        return server.get(search).json().path("total").asInt(-1);
    }

    private void unzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                Files.createDirectories(target.getParent());
                Files.copy(zip, target);
            }
        }
    }
}
