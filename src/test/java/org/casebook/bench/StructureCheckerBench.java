package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;
import org.casebook.fhir.Json;
import org.casebook.fhir.structure.StructureChecker;

/** Prints thread CPU time in microseconds of reading and checking; run its main. */
public final class StructureCheckerBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static int sink;

    private StructureCheckerBench() {}

    public static void main(String[] args) throws IOException {
        for (String example : new String[] {"patient-example", "observation-example", "bundle-example"}) {
            byte[] bytes = Json.write(Json.read(load(example)));
            ObjectNode tree = Json.stored(bytes);
            int rounds = 20_000_000 / bytes.length;
            report(example, bytes.length, "Jackson readTree", rounds, () -> Json.stored(bytes));
            report(example, bytes.length, "read and check", rounds, () -> StructureChecker.read(bytes, null));
            report(example, bytes.length, "check the tree", rounds, () -> StructureChecker.check(tree));
        }
    }

    private static byte[] load(String example) throws IOException {
        try (InputStream in = StructureCheckerBench.class.getResourceAsStream("/json/spec/" + example + ".json")) {
            return in.readAllBytes();
        }
    }

    private static void report(String example, int size, String what, int rounds, Supplier<Object> work) {
        double best = Double.MAX_VALUE;
        for (int repeat = 0; repeat < 5; repeat++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < rounds; i++) {
                sink += System.identityHashCode(work.get()) & 1;
            }
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1000.0 / rounds);
        }
        System.out.printf("%-22s %6d bytes  %-18s %8.2f µs%n", example, size, what, best);
    }
}
