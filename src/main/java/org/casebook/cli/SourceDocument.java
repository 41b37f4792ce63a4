package org.casebook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.casebook.error.Position;
import org.casebook.fhir.ResourceKey;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.fhir.structure.XmlReader;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a file: the whole of a JSON or XML file, or a line of an NDJSON file.
 *
 * @param firstLine the line of the file that the text begins on
 */
record SourceDocument(Path file, int firstLine, byte[] text) {

    /** The resources below files and folders, in the order of their names. */
    static List<SourceDocument> of(List<Path> paths) throws IOException {
        List<SourceDocument> documents = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> below = Files.walk(path)) {
                    for (Path file :
                            below.filter(SourceDocument::isResource).sorted().toList()) {
                        documents.addAll(read(file));
                    }
                }
            } else {
                documents.addAll(read(path));
            }
        }
        return documents;
    }

    private static boolean isResource(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(path)
                && (name.endsWith(".json") || name.endsWith(".xml") || name.endsWith(".ndjson"));
    }

    private static List<SourceDocument> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".ndjson")
                ? lines(file, bytes)
                : List.of(new SourceDocument(file, 1, bytes));
    }

    private static List<SourceDocument> lines(Path file, byte[] bytes) {
        List<SourceDocument> documents = new ArrayList<>();
        int start = 0;
        int line = 1;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                byte[] text = Arrays.copyOfRange(bytes, start, i);
                if (!new String(text, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
                    documents.add(new SourceDocument(file, line, text));
                }
                start = i + 1;
                line++;
            }
        }
        return documents;
    }

    CheckedResource checked() {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".xml")
                ? XmlReader.read(text, null)
                : StructureChecker.read(text, null);
    }

    /** Under which key others may refer to it. */
    Optional<ResourceKey> key(CheckedResource checked) {
        ObjectNode resource = checked.resource();
        return resource == null || !resource.path("id").isTextual()
                ? Optional.empty()
                : Optional.of(new ResourceKey(
                        resource.path("resourceType").asText(),
                        resource.path("id").asText()));
    }

    /** {@code file:line:column}. */
    String place(@Nullable Position position) {
        return position == null
                ? file + ":" + firstLine + ":1"
                : file + ":" + (firstLine + position.line() - 1) + ":" + position.column();
    }
}
