package org.casebook.index.tables;

import java.util.List;
import org.casebook.jdbc.Session;

/** Keeps the index tables in step with the resources, inside the transaction that changes them. */
@FunctionalInterface
public interface IndexWriter {

    /** Writes the rows of all changes of a unit of work; no resource occurs twice. */
    void apply(Session session, List<IndexedChange> changes);
}
