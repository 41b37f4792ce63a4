package org.casebook.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a history are wanted (R4 section 3.1.0.11).
 *
 * @param since only versions of this instant or later ({@code _since})
 * @param validFrom with validBefore: only versions that were current at some time in [validFrom, validBefore)
 *     ({@code _at}); the instant t is the period of one millisecond that begins with it
 * @param oldestFirst the usual order is newest first
 * @param marker the state in which the first page was read; null for this one
 * @param after where the page before ended; null for the first
 */
public record HistoryQuery(
        HistoryScope scope,
        @Nullable Instant since,
        @Nullable Instant validFrom,
        @Nullable Instant validBefore,
        boolean oldestFirst,
        @Nullable SnapshotMarker marker,
        @Nullable HistoryPosition after) {

    public static HistoryQuery of(HistoryScope scope) {
        return new HistoryQuery(scope, null, null, null, false, null, null);
    }

    public HistoryQuery since(@Nullable Instant since) {
        return new HistoryQuery(scope, since, validFrom, validBefore, oldestFirst, marker, after);
    }

    public HistoryQuery validIn(@Nullable Instant from, @Nullable Instant before) {
        return new HistoryQuery(scope, since, from, before, oldestFirst, marker, after);
    }

    public HistoryQuery oldestFirst(boolean oldestFirst) {
        return new HistoryQuery(scope, since, validFrom, validBefore, oldestFirst, marker, after);
    }

    /** The page that follows. */
    public HistoryQuery after(@Nullable SnapshotMarker marker, @Nullable HistoryPosition after) {
        return new HistoryQuery(scope, since, validFrom, validBefore, oldestFirst, marker, after);
    }
}
