package org.casebook.jdbc;

import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/** What H2 does when it cannot go on. */
public enum BrokenH2 {
    /** H2's own answer to an OutOfMemoryError. */
    OUT_OF_MEMORY {
        @Override
        public void happens(Session session) {
            session.execute("shutdown immediately");
        }
    },
    /** H2's own answer to a file that cannot be written. */
    PANIC {
        @Override
        public void happens(Session session) {
            try {
                SessionLocal local = (SessionLocal)
                        session.connection().unwrap(JdbcConnection.class).getSession();
                local.getDatabase().getStore().getMvStore().closeImmediately();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    public abstract void happens(Session session);
}
