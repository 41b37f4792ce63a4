package org.casebook.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that is committed, or has left no trace when it is closed. Used by one thread at a time. */
public final class Transaction implements AutoCloseable {
    private final Session session;
    private final Connection connection;
    private final Connection proxy;
    private final Runnable broken;
    private boolean committed;

    /**
     * @param proxy the connection as the pool gave it, to be given back
     * @param broken called if not even a rollback is possible
     */
    Transaction(Session session, Connection connection, Connection proxy, Runnable broken) {
        this.session = session;
        this.connection = connection;
        this.proxy = proxy;
        this.broken = broken;
    }

    public Session session() {
        return session;
    }

    public void commit() {
        try {
            connection.commit();
            committed = true;
        } catch (SQLException e) {
            throw SqlStates.translate(e);
        }
    }

    @Override
    public void close() {
        if (!committed) {
            rollBack();
        }
        try {
            proxy.close();
        } catch (SQLException e) {
            throw SqlStates.translate(e);
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            broken.run();
        }
    }
}
