package org.casebook.store;

import org.casebook.jdbc.Database;
import org.casebook.jdbc.h2.FileUse;

/**
 * Decides when the file of H2 is made shorter: when nothing has been written for a while, as long as it helps. H2 writes
 * whole chunks anew for each small change and leaves the old ones, so that after much writing a file may be ten times what
 * is in it.
 */
final class IdleTidying {
    private static final int IDLE_SECONDS = 10;

    /** H2 lets go of a chunk 45 seconds after it was emptied, so for a while nothing may seem to help. */
    private static final int PATIENCE_SECONDS = 120;

    private final Database database;
    private long position = -1;
    private int idle;
    private int fruitless;
    private long shortest = Long.MAX_VALUE;
    private volatile boolean unsaved;

    IdleTidying(Database database) {
        this.database = database;
    }

    /**
     * Looks once more; to be called each second.
     *
     * @param written how far has been written
     */
    void everySecond(long written) {
        if (written != position) {
            position = written;
            idle = 0;
            fruitless = 0;
            shortest = Long.MAX_VALUE;
        } else if (++idle > IDLE_SECONDS && fruitless < PATIENCE_SECONDS) {
            tidy();
        }
    }

    private void tidy() {
        if (!database.fileUse().isWasteful()) {
            fruitless = PATIENCE_SECONDS;
            return;
        }
        int before = fruitless;
        // If it fails, once is enough until something is written again.
        fruitless = PATIENCE_SECONDS;
        FileUse after = database.tidy();
        fruitless = before;
        unsaved = true;
        if (after.size() < shortest - shortest / 100) {
            shortest = after.size();
            fruitless = 0;
        } else {
            fruitless++;
        }
    }

    /** Whether a checkpoint would make the file on disk another one, although nobody has written. */
    boolean hasChanged() {
        return unsaved;
    }

    void checkpointed() {
        unsaved = false;
    }
}
