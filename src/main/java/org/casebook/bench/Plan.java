package org.casebook.bench;

import java.time.Duration;
import java.util.List;

/**
 * How the benchmark runs.
 *
 * @param only names of measures
 * @param connections how many at the same time, one after the other
 * @param warmUp before the runs of each measure
 * @param run length of a run
 */
public record Plan(
        DataSet data, List<String> only, List<Integer> connections, Duration warmUp, Duration run, int runs) {

    public Plan {
        only = List.copyOf(only);
        connections = List.copyOf(connections);
        for (String name : only) {
            if (!Measures.NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no measure; there are " + String.join(", ", Measures.NAMES));
            }
        }
    }

    /** All measures in the order of the table. */
    public static List<String> allMeasures() {
        return Measures.NAMES;
    }

    boolean wants(String measure) {
        return only.contains(measure);
    }
}
