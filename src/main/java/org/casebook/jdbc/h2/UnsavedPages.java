package org.casebook.jdbc.h2;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Has H2 write its changed pages in longer runs. By itself it does so whenever 19 MB have been changed, and it counts a page
 * as often as it is changed: a page that many transactions touch was then written again after a few of them. The count is
 * taken from H2 and kept here until it comes to a share of the heap; a checkpoint, and H2 every few seconds, write anyhow.
 */
public final class UnsavedPages {
    /** A share of what the heap may have; the pages themselves take less than the count says. */
    private static final int SHARE = 16;

    /** H2 multiplies its count by 3, in an int. */
    private static final int MOST = 512 << 20;

    private final long most;
    private long kept;

    /** @param most bytes, counted as H2 does */
    UnsavedPages(long most) {
        this.most = most;
    }

    public static UnsavedPages ofHeap() {
        return new UnsavedPages(Math.min(Runtime.getRuntime().maxMemory() / SHARE, MOST));
    }

    /** To be called before a transaction writes; what those before it have changed is then counted here. */
    public synchronized void begin(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        int unsaved = store.getUnsavedMemory();
        if (unsaved > 0 && kept + unsaved < most) {
            store.registerUnsavedMemory(-unsaved);
            kept += unsaved;
        } else if (kept > 0 && kept + unsaved >= most) {
            store.registerUnsavedMemory((int) kept);
            kept = 0;
        }
    }
}
