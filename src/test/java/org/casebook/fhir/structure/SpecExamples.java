package org.casebook.fhir.structure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The 3,020 JSON examples of the specification as LinuxForHealth labels them (OK, PARSE, VALIDATION). */
public final class SpecExamples {
    private SpecExamples() {}

    public record Example(String label, String path) {
        public byte[] bytes() {
            return resource("/" + path);
        }
    }

    public static List<Example> all() {
        return listed("/spec-json.txt");
    }

    /** The examples that are there in XML too. */
    public static List<Example> inXml(String label) {
        return listed("/spec-xml.txt").stream()
                .filter(e -> e.label.equals(label))
                .toList();
    }

    private static List<Example> listed(String list) {
        return new String(resource(list), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length == 2)
                .map(columns -> new Example(columns[0], columns[1]))
                .toList();
    }

    public static List<Example> labelled(String label) {
        return all().stream().filter(e -> e.label.equals(label)).toList();
    }

    private static byte[] resource(String name) {
        try (InputStream in = SpecExamples.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
