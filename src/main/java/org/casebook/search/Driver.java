package org.casebook.search;

import java.util.List;

/** A set of resources to start from; all other criteria are then asked about each of them. */
sealed interface Driver {

    /** Ranges of posting lists; a resource may stand in several. */
    record Lists(List<Scan> scans) implements Driver {}

    /** Resources that are already known. */
    record Pids(long[] pids) implements Driver {}

    /** Nothing can match. */
    static Driver none() {
        return new Pids(new long[0]);
    }
}
