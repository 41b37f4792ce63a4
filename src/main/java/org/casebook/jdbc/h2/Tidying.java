package org.casebook.jdbc.h2;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * Makes the file of an H2 database that is in use shorter, a portion at a time: what is still alive in the emptiest chunks
 * is written anew, and chunks move to the front. H2 would do that by itself when it is idle, but it tries at once, finds
 * that it may not use the space of young chunks yet, and does not try again. The time for which it keeps old chunks stays as
 * it is.
 */
public final class Tidying {
    /** As much as one portion writes. */
    private static final int PORTION = 16 << 20;

    /** Chunks that are fuller than this are left alone. */
    private static final int FULL = 90;

    private Tidying() {}

    /** Does a portion, and answers what the file is like then. */
    public static FileUse portion(Connection connection) throws SQLException {
        MVStore store = store(connection);
        store.compact(FULL, PORTION);
        store.commit();
        if (store.getFileStore() instanceof RandomAccessStore file) {
            file.compactMoveChunks(FULL, PORTION, store);
        }
        return use(store);
    }

    /** What the file is like. */
    public static FileUse use(Connection connection) throws SQLException {
        return use(store(connection));
    }

    private static FileUse use(MVStore store) {
        long size = store.getFileStore().size();
        long chunks = size / 100 * store.getFileStore().getFillRate();
        return new FileUse(size, chunks / 100 * store.getFileStore().getChunksFillRate());
    }

    private static MVStore store(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }
}
