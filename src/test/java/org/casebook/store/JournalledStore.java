package org.casebook.store;

import java.time.Clock;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.store.journal.Disk;

/** Opens a store over a disk of the test's own. */
public final class JournalledStore {
    private JournalledStore() {}

    public static ResourceStore open(Database database, IndexWriter index, Disk disk) {
        return ResourceStore.open(database, index, Clock.systemUTC(), disk);
    }

    public static void checkpoint(ResourceStore store) {
        store.checkpoint();
    }
}
