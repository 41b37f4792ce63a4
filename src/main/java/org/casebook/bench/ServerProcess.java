package org.casebook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a server on this machine with their children, such as the server and its database. */
record ServerProcess(List<Long> pids) {

    static ServerProcess unknown() {
        return new ServerProcess(List.of());
    }

    boolean known() {
        return !pids.isEmpty();
    }

    /** CPU time of user and system since the start, of all threads. */
    long cpuMicros() {
        return handles()
                        .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toNanos)
                        .sum()
                / 1000;
    }

    /** Memory that is in RAM now, of the named processes; 0 where the system does not tell. */
    long residentBytes() {
        return pids.stream().mapToLong(ServerProcess::residentBytes).sum();
    }

    private Stream<ProcessHandle> handles() {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    private static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
