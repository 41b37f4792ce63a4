package org.casebook.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.casebook.fhir.Json;
import org.casebook.validation.CaseLibrary;

/**
 * Writes the definitions and cases as a FHIR package in NPM's format (HL7 FHIR NPM Package Specification), which other
 * servers and validators install. Run by the build: {@code PackageGuide target/casebook-ig.tgz}. The same inputs give
 * the same bytes.
 */
public final class PackageGuide {
    private static final String NAME = "example.casebook";
    /** A fixed moment, so that the archive is reproducible. */
    private static final long MOMENT = 1_767_225_600_000L;

    private PackageGuide() {}

    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    /** Writes the package to a file. */
    public static void write(Path file) throws IOException {
        Map<String, byte[]> entries = entries(CaseLibrary.shipped());
        GzipParameters gzip = new GzipParameters();
        gzip.setModificationTime(MOMENT);
        gzip.setCompressionLevel(Deflater.BEST_COMPRESSION);
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out, gzip))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry("package/" + entry.getKey());
                header.setSize(entry.getValue().length);
                header.setModTime(MOMENT);
                tar.putArchiveEntry(header);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
    }

    private static Map<String, byte[]> entries(CaseLibrary library) {
        Map<String, byte[]> entries = new TreeMap<>();
        List<ObjectNode> definitions = library.definitions();
        entries.put("package.json", Json.writePretty(manifest(definitions)));
        add(entries, "", definitions);
        for (String name : library.caseNames()) {
            add(entries, "example/", library.caseResources(name));
        }
        return entries;
    }

    private static void add(Map<String, byte[]> entries, String folder, List<ObjectNode> resources) {
        ObjectNode index = Json.object();
        index.put("index-version", 2);
        ArrayNode files = index.putArray("files");
        for (ObjectNode resource : resources) {
            String file = resource.path("resourceType").asText() + "-"
                    + resource.path("id").asText() + ".json";
            entries.put(folder + file, Json.writePretty(resource));
            ObjectNode line = files.addObject().put("filename", file);
            for (String name : List.of("resourceType", "id", "url", "version", "kind", "type", "derivation")) {
                JsonNode value = resource.path(name);
                if (value.isTextual()) {
                    line.put(name, value.asText());
                }
            }
        }
        entries.put(folder + ".index.json", Json.writePretty(index));
    }

    private static ObjectNode manifest(List<ObjectNode> definitions) {
        ObjectNode guide = definitions.stream()
                .filter(d -> d.path("resourceType").asText().equals("ImplementationGuide"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no ImplementationGuide"));
        ObjectNode manifest = Json.object();
        manifest.put("name", NAME);
        manifest.put("version", guide.path("version").asText());
        manifest.put("title", guide.path("title").asText());
        manifest.put("description", guide.path("description").asText());
        manifest.put("author", guide.path("publisher").asText());
        manifest.put("license", guide.path("license").asText());
        manifest.put("canonical", "https://casebook.example/fhir");
        manifest.put("url", "https://casebook.example/fhir");
        manifest.put("type", "fhir.ig");
        manifest.put("date", guide.path("date").asText().replace("-", "") + "000000");
        manifest.putArray("fhirVersions").add("4.0.1");
        manifest.putObject("dependencies").put("hl7.fhir.r4.core", "4.0.1");
        manifest.putObject("directories").put("lib", "package").put("example", "example");
        return manifest;
    }
}
