package org.casebook.job;

import java.time.Instant;

/**
 * One piece of work.
 *
 * @param repeatable whether it may be run again after it was interrupted: it only reads
 * @param status HTTP status of the answer; 0 until it is done
 */
public record Job(String id, State state, boolean repeatable, Instant created, int status) {
    /** Where it has come to. */
    public enum State {
        WAITING,
        RUNNING,
        DONE
    }
}
