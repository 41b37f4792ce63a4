package org.casebook.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on one connection; used by one thread at a time and never after {@link Database#read} or {@link Database#write}
 * has returned.
 */
public final class Session {
    private final Dialect dialect;
    private final Statements statements;
    private final ThreadLocal<TimeLimit> limits;
    private @Nullable Deadline deadline;
    private @Nullable QueryWatch watch;
    private long writes;

    /** @param limits of the work that a thread does; none where there is none */
    Session(Dialect dialect, Statements statements, ThreadLocal<TimeLimit> limits) {
        this.dialect = dialect;
        this.statements = statements;
        this.limits = limits;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Does work that may take so long; then the statement that runs is stopped, and no other one is run. Inside such work
     * the outer limit goes on.
     *
     * @param late what is thrown then
     */
    public <T> T within(Duration limit, Supplier<? extends CasebookException> late, Supplier<T> work) {
        if (deadline != null) {
            return work.get();
        }
        try (Deadline mine = new Deadline(limit, late)) {
            deadline = mine;
            return work.get();
        } finally {
            deadline = null;
        }
    }

    /** Tells of each query from now on; null: no more. Answers who was told before. */
    public @Nullable QueryWatch watch(@Nullable QueryWatch watch) {
        QueryWatch before = this.watch;
        this.watch = watch;
        return before;
    }

    Connection connection() {
        return statements.connection();
    }

    /** All rows of a query. */
    public <T> List<T> list(Sql sql, RowMapper<T> mapper) {
        List<T> rows = new ArrayList<>();
        query(sql, 0, row -> rows.add(mapper.map(row)));
        return rows;
    }

    /** The first row of a query, if there is one. */
    public <T> Optional<T> first(Sql sql, RowMapper<T> mapper) {
        long began = System.nanoTime();
        Optional<T> found = run(sql.text(), statement -> {
            bind(statement, sql.binds());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(mapper.map(result)) : Optional.empty();
            }
        });
        ran(sql, found.isPresent() ? 1 : 0, began);
        return found;
    }

    /** The one number that a query answers. */
    public long number(Sql sql) {
        return first(sql, row -> row.getLong(1)).orElse(0L);
    }

    /** Hands over row by row, fetched in portions, so that a result of any length fits into memory. */
    public void each(Sql sql, RowReader reader) {
        query(sql, 500, reader);
    }

    /** How many statements and rows have been sent that write. */
    public long writes() {
        return writes;
    }

    /** Runs an insert, update or delete; answers how many rows it changed. */
    public int update(Sql sql) {
        writes++;
        return run(sql.text(), statement -> {
            bind(statement, sql.binds());
            return statement.executeUpdate();
        });
    }

    /** Runs one statement with many rows of values; for an insert see {@link #insert}. */
    public void batch(String text, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        writes += rows.size();
        run(text, statement -> {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    bind(statement, i + 1, row[i]);
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /** Puts rows into a table, in one round trip where the database can. */
    public void insert(Insert insert, List<Object[]> rows) {
        if (dialect == Dialect.H2) {
            batch(insert.single(), rows);
            return;
        }
        writes += rows.size();
        String text = insert.arrays();
        for (List<Object[]> portion : ColumnArrays.portions(rows)) {
            run(text, statement -> {
                ColumnArrays.bind(statement, insert.columns(), portion);
                int inserted = statement.executeUpdate();
                // The statement is kept, the rows need not be.
                statement.clearParameters();
                return inserted;
            });
        }
    }

    /** Runs a statement of the schema language. */
    public void execute(String text) {
        try (var statement = statements.connection().createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw SqlStates.translate(e);
        }
    }

    private void ran(Sql sql, int rows, long began) {
        if (watch != null) {
            watch.ran(sql, rows, System.nanoTime() - began);
        }
    }

    private void query(Sql sql, int fetchSize, RowReader reader) {
        long began = System.nanoTime();
        int rows = run(sql.text(), statement -> {
            statement.setFetchSize(fetchSize);
            bind(statement, sql.binds());
            int read = 0;
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    read++;
                    if (deadline != null) {
                        deadline.check();
                    }
                    reader.read(result);
                }
            }
            return read;
        });
        ran(sql, rows, began);
    }

    private <T> T run(String text, Work<T> work) {
        TimeLimit limit = limits.get();
        if (limit != null) {
            limit.check();
        }
        try {
            PreparedStatement statement = statements.take(text);
            boolean done = false;
            try {
                T result = deadline == null ? work.on(statement) : timed(deadline, statement, work);
                done = true;
                return result;
            } finally {
                if (done) {
                    statements.giveBack(text, statement);
                } else {
                    statement.close();
                }
            }
        } catch (SQLException e) {
            throw SqlStates.translate(e);
        }
    }

    private static <T> T timed(Deadline deadline, PreparedStatement statement, Work<T> work) throws SQLException {
        Statement outer = deadline.begin(statement);
        try {
            return work.on(statement);
        } catch (SQLException e) {
            if (deadline.passed() && SqlStates.isCancelled(e)) {
                deadline.check();
            }
            throw e;
        } finally {
            deadline.end(outer);
        }
    }

    private void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
    }

    private void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value instanceof Long number) {
            statement.setLong(at, number);
        } else if (value instanceof String text) {
            statement.setString(at, text);
        } else if (value instanceof Integer number) {
            statement.setInt(at, number);
        } else if (value instanceof Short number) {
            statement.setShort(at, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(at, bytes);
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(at, flag);
        } else if (value instanceof BigDecimal decimal) {
            statement.setBigDecimal(at, decimal);
        } else if (value instanceof Double number) {
            statement.setDouble(at, number);
        } else if (value == null) {
            statement.setNull(at, Types.NULL);
        } else {
            statement.setArray(at, array(value));
        }
    }

    private Array array(Object value) throws SQLException {
        Connection connection = statements.connection();
        if (value instanceof long[] numbers) {
            Object[] boxed = new Object[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                boxed[i] = numbers[i];
            }
            return connection.createArrayOf("bigint", boxed);
        }
        if (value instanceof String[] texts) {
            return connection.createArrayOf("varchar", texts);
        }
        throw new IllegalArgumentException("No SQL type for " + value.getClass());
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
