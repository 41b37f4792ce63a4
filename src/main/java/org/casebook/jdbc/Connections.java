package org.casebook.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.casebook.jdbc.h2.UnsavedPages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of connections of one kind. Statements live on the physical connection, behind the pool's proxy: they are
 * prepared once, which halves the cost of a read by key on H2.
 */
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private final Dialect dialect;
    private final HikariDataSource pool;
    private final ThreadLocal<TimeLimit> limit;
    /** Of the connections that write to an H2 file. */
    private final @Nullable UnsavedPages unsaved;

    private final Map<Connection, Statements> statements = new ConcurrentHashMap<>();

    private Connections(
            Dialect dialect, HikariDataSource pool, ThreadLocal<TimeLimit> limit, @Nullable UnsavedPages unsaved) {
        this.dialect = dialect;
        this.pool = pool;
        this.limit = limit;
        this.unsaved = unsaved;
    }

    static Connections snapshots(DatabaseAddress address, ThreadLocal<TimeLimit> limit) {
        HikariDataSource pool =
                open(address, "read", "TRANSACTION_REPEATABLE_READ", address.dialect() == Dialect.POSTGRESQL);
        return new Connections(address.dialect(), pool, limit, null);
    }

    static Connections transactions(DatabaseAddress address, ThreadLocal<TimeLimit> limit) {
        HikariDataSource pool = open(address, "write", "TRANSACTION_READ_COMMITTED", false);
        return new Connections(address.dialect(), pool, limit, address.folder() == null ? null : UnsavedPages.ofHeap());
    }

    private static HikariDataSource open(DatabaseAddress address, String name, String isolation, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("casebook-" + name);
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setAutoCommit(false);
        config.setReadOnly(readOnly);
        config.setTransactionIsolation(isolation);
        config.setMaximumPoolSize(address.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        if (address.dialect() == Dialect.POSTGRESQL) {
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("socketTimeout", "600");
        } else {
            config.setMaxLifetime(0);
        }
        return new HikariDataSource(config);
    }

    PoolState state() {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return new PoolState(
                now.getActiveConnections(),
                now.getIdleConnections(),
                now.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    HikariDataSource pool() {
        return pool;
    }

    /** Runs the work in one transaction and commits it; rolls back on whatever is thrown. */
    <T> T run(Function<Session, T> work) {
        try (Transaction transaction = begin()) {
            T result = work.apply(transaction.session());
            transaction.commit();
            return result;
        }
    }

    /** A transaction on a connection that nobody else has until it is closed. */
    Transaction begin() {
        try {
            Connection proxy = pool.getConnection();
            try {
                Connection connection = proxy.unwrap(Connection.class);
                if (unsaved != null) {
                    unsaved.begin(connection);
                }
                Session session = new Session(dialect, statementsOf(connection), limit);
                return new Transaction(session, connection, proxy, () -> forget(proxy, connection));
            } catch (SQLException | RuntimeException e) {
                proxy.close();
                throw e;
            }
        } catch (SQLException e) {
            throw pool.isClosed() ? SqlStates.unavailable(e) : SqlStates.translate(e);
        }
    }

    /** Has H2 forget a database that does not work any more, as far as it still knows it. */
    void shutDown() {
        for (Connection connection : statements.keySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("shutdown immediately");
            } catch (SQLException e) {
                LOG.debug("A connection to the closed database: {}", e.getMessage());
            }
        }
    }

    /** The connection is broken: the database rolls back by itself, and the pool must not hand it out again. */
    private void forget(Connection proxy, Connection connection) {
        statements.remove(connection);
        pool.evictConnection(proxy);
    }

    private Statements statementsOf(Connection connection) {
        if (statements.size() > 2 * pool.getMaximumPoolSize()) {
            statements.keySet().removeIf(Connections::isClosed);
        }
        return statements.computeIfAbsent(connection, Statements::new);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw SqlStates.translate(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
