package org.casebook.store;

import java.time.Instant;

/** Where a page of a history ended: no two versions have the same time and the same resource. */
public record HistoryPosition(Instant lastUpdated, long pid) {

    static HistoryPosition of(StoredResource version) {
        return new HistoryPosition(version.lastUpdated(), version.pid());
    }

    /** Reads what {@link #toString} has written; throws IllegalArgumentException for anything else. */
    public static HistoryPosition parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a position: " + text);
        }
        return new HistoryPosition(
                Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot))), Long.parseLong(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return lastUpdated.toEpochMilli() + "." + pid;
    }
}
