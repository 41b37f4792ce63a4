package org.casebook.jdbc.h2;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Takes the file of an H2 database from one state to the next. Not every state in which H2 leaves its file can be opened
 * again, as a test that takes the power away has shown. H2 stores from threads of its own, also in the middle of a
 * transaction, and then its tables and its undo log need not be of the same moment; and a chunk that is serialized while the
 * one before it is still on its way to the file does not list that one ("Chunk 197 not found"); and H2 2.5 does
 * not find its newest chunk again where it has used the space of older ones for it, but goes back to one before. So the
 * state that is kept is one in which nobody writes, everything is stored, the last chunk stands at the end of the file and
 * was begun when nothing was on its way; and H2 was asked whether it finds it.
 */
public final class Checkpoint {
    private static final int ATTEMPTS = 100;
    private final MVStore store;
    private final CheckpointedFile file;

    private Checkpoint(MVStore store, CheckpointedFile file) {
        this.store = store;
        this.file = file;
    }

    /**
     * Makes all that was committed the content of the file, durably.
     *
     * @param alone runs what it is given, which takes a short time, while nobody is in a transaction that writes
     */
    public static void take(Connection connection, Path database, Consumer<Runnable> alone)
            throws IOException, SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        CheckpointedFile file = CheckpointedFilePath.opened(database);
        // One that had failed half way.
        file.finish();
        // The most of it while others go on.
        store.commit();
        alone.accept(new Checkpoint(store, file)::mark);
        file.finish();
    }

    private void mark() {
        for (int i = 0; i < ATTEMPTS; i++) {
            long[] before = {0};
            store.executeFilestoreOperation(() -> before[0] = store.getCurrentVersion());
            // A change that means nothing, so that there is something to store.
            store.setStoreVersion(1 - store.getStoreVersion());
            store.setReuseSpace(false);
            store.commit();
            store.setReuseSpace(true);
            boolean[] marked = {false};
            // Nothing is stored while this runs, and nothing is on its way to the file.
            store.executeFilestoreOperation(() -> {
                boolean settled = !store.hasUnsavedChanges() && store.getCurrentVersion() == before[0] + 1;
                if (settled && found() == store.getCurrentVersion()) {
                    file.mark();
                    marked[0] = true;
                }
            });
            if (marked[0]) {
                return;
            }
        }
        throw new IllegalStateException("H2 does not come to rest, although nobody writes");
    }

    /** The version that H2 finds in the file as it is now. */
    private long found() {
        MVStore opened = new MVStore.Builder()
                .fileName(store.getFileStore().getFileName())
                .readOnly()
                .open();
        try {
            return opened.getCurrentVersion();
        } finally {
            opened.closeImmediately();
        }
    }
}
