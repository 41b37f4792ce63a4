package org.casebook.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.casebook.build.PackageGuide;
import org.casebook.fhir.Json;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageGuideTest {
    @Test
    void hl7LoadsThePackage(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("casebook-ig.tgz");
        PackageGuide.write(file);
        try (InputStream in = Files.newInputStream(file)) {
            NpmPackage loaded = NpmPackage.fromPackage(in);
            assertThat(loaded.name()).isEqualTo("example.casebook");
            assertThat(loaded.fhirVersion()).isEqualTo("4.0.1");
            assertThat(loaded.dependencies()).containsExactly("hl7.fhir.r4.core#4.0.1");
            assertThat(loaded.listResources("StructureDefinition")).hasSize(20);
            assertThat(loaded.listResources("SearchParameter")).hasSize(12);
            byte[] profile = loaded.load("package", "StructureDefinition-case-condition.json")
                    .readAllBytes();
            assertThat(Json.read(profile).path("snapshot").path("element").size())
                    .isGreaterThan(20);
            assertThat(loaded.list("package/example")).isNotNull();
        }
    }

    @Test
    void noEntryClimbsOutAndTheBytesAreReproducible(@TempDir Path folder) throws IOException {
        Path one = folder.resolve("one.tgz");
        Path two = folder.resolve("two.tgz");
        PackageGuide.write(one);
        PackageGuide.write(two);
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
        int examples = 0;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(one)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getName())
                        .startsWith("package/")
                        .doesNotContain("..")
                        .doesNotContain("\\");
                assertThat(entry.isSymbolicLink() || entry.isLink()).isFalse();
                examples += entry.getName().startsWith("package/example/") ? 1 : 0;
            }
        }
        assertThat(examples).isEqualTo(65);
    }
}
