package org.casebook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** docs/conformance.md: every row is there, and every test that it names. */
class ConformanceDocumentTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern ROW = Pattern.compile("\\| ([A-E]\\d+) \\| .+ \\| (.+) \\|");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:#(\\w+))?`");
    private static final Pattern ANNOTATED = Pattern.compile("@(Test|ParameterizedTest|Property)\\b");
    private static final Map<String, Integer> ROWS = Map.of("A", 35, "B", 9, "C", 10, "D", 15, "E", 27);

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("docs/conformance.md"));
    }

    @Test
    @DisplayName("All rows of sections A to E, each once")
    void everyRow() throws IOException {
        List<String> rows = lines().stream()
                .map(ROW::matcher)
                .filter(m -> m.matches())
                .map(m -> m.group(1))
                .toList();
        List<String> expected = ROWS.keySet().stream()
                .sorted()
                .flatMap(section -> IntStream.rangeClosed(1, ROWS.get(section)).mapToObj(i -> section + i))
                .toList();
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    @DisplayName("Every test that a row names exists")
    void everyTest() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        for (String line : lines()) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                List<String> named = NAMED.matcher(row.group(2))
                        .results()
                        .filter(test -> !exists(sources.get(test.group(1)), test.group(2)))
                        .map(test -> row.group(1) + " " + test.group())
                        .toList();
                missing.addAll(named);
                assertThat(NAMED.matcher(row.group(2)).find()).as(line).isTrue();
            }
        }
        assertThat(missing).isEmpty();
    }

    /** A class, or a method whose annotations stand above it up to the blank line before. */
    private static boolean exists(String source, String method) {
        if (source == null || method == null) {
            return source != null;
        }
        int at = source.indexOf("void " + method + "(");
        return at > 0
                && ANNOTATED
                        .matcher(source.substring(source.lastIndexOf("\n\n", at), at))
                        .find();
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(f -> f.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            f -> f.getFileName().toString().replace(".java", ""),
                            ConformanceDocumentTest::text,
                            (a, b) -> a + b));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
