package org.casebook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that the figures belong to. */
final class Machine {
    private Machine() {}

    static String describe() {
        return Runtime.getRuntime().availableProcessors() + " × " + processor() + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch");
    }

    private static String processor() {
        return lines("/proc/cpuinfo", "model name")
                .map(l -> l.replaceAll(".*:\\s*", ""))
                .findFirst()
                .orElse("processor");
    }

    private static Stream<String> lines(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(key));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
