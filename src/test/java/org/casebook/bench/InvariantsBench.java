package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;
import org.casebook.fhir.Json;
import org.casebook.fhir.structure.StructureChecker;
import org.casebook.validation.invariant.Invariants;

/** Prints thread CPU time in microseconds of what a write costs before and with R4's invariants; run its main. */
public final class InvariantsBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final DataSet DATA = new DataSet(42, 1000);
    private static int sink;

    private InvariantsBench() {}

    public static void main(String[] args) throws IOException {
        for (String example : new String[] {"patient-example", "observation-example", "questionnaire-example"}) {
            measure(example, (ObjectNode) Json.read(load(example)));
        }
        measure("generated patient", resource(0));
        measure("generated observation", resource(2));
    }

    private static ObjectNode resource(int entry) {
        return (ObjectNode) DATA.bundle(0).path("entry").path(entry).path("resource");
    }

    private static byte[] load(String example) throws IOException {
        try (InputStream in = InvariantsBench.class.getResourceAsStream("/json/spec/" + example + ".json")) {
            return in.readAllBytes();
        }
    }

    private static void measure(String name, ObjectNode tree) {
        byte[] bytes = Json.write(tree);
        int rounds = 20_000_000 / bytes.length;
        report(name, bytes.length, "read and check", rounds, () -> StructureChecker.read(bytes, null));
        report(name, bytes.length, "invariants", rounds, () -> Invariants.check(tree, true, true));
    }

    private static void report(String name, int size, String what, int rounds, Supplier<Object> work) {
        double best = Double.MAX_VALUE;
        for (int repeat = 0; repeat < 5; repeat++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < rounds; i++) {
                sink += System.identityHashCode(work.get()) & 1;
            }
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1000.0 / rounds);
        }
        System.out.printf("%-22s %6d bytes  %-18s %8.2f µs%n", name, size, what, best);
    }
}
