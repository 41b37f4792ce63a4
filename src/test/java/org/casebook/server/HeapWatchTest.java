package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watch tells a heap full of what is alive from one full of garbage, and when there is room again. */
class HeapWatchTest {

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC", "-XX:+UseParallelGC"})
    void itIsTrueWhileTheHeapIsFullAndNoLonger(String collector) throws IOException, InterruptedException {
        assertThat(said(collector, "fill")).contains("empty false", "full true", "emptied false");
    }

    /** G1's young collections let the old generation fill with garbage until there is need. */
    @Test
    void garbageThatYoungCollectionsLeaveIsNotTakenForWhatIsAlive() throws IOException, InterruptedException {
        assertThat(said("-XX:+UseG1GC", "churn")).containsExactly("churning false");
    }

    private static List<String> said(String collector, String task) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        collector,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapFiller.class.getName(),
                        task)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said.lines().toList();
    }
}
