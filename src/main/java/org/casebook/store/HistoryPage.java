package org.casebook.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a history.
 *
 * @param marker the state that the whole history is told of; goes into the link to the next page with next
 * @param next where this page ends; null when nothing follows
 */
public record HistoryPage(
        List<StoredResource> versions,
        SnapshotMarker marker,
        @Nullable HistoryPosition next) {}
