package org.casebook.index.tables;

import java.util.List;
import org.casebook.jdbc.Session;

/** Keeps the index tables in step with the resources, inside the transaction that changes them. */
@FunctionalInterface
public interface IndexWriter {

    /** Writes the rows of all changes of a unit of work; no resource occurs twice. */
    void apply(Session session, List<IndexedChange> changes);

    /** Brings the rows of resources that have not changed (before and after are the same) in line with what they hold. */
    default void refresh(Session session, List<IndexedChange> unchanged) {
        apply(session, unchanged);
    }

    /** How many rows of these resources are missing or too many; 0 for an index that has no rows. */
    default int differences(Session session, List<IndexedChange> unchanged) {
        return 0;
    }

    /** How many rows belong to no resource; 0 for an index that has no rows. */
    default long orphans(Session session) {
        return 0;
    }

    /** Removes the rows that belong to no resource. */
    default void removeOrphans(Session session) {
        // An index that has no rows has none to remove.
    }
}
