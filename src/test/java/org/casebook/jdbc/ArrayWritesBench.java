package org.casebook.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * How the index rows of a transaction of 26 resources get into PostgreSQL faster: as a batch that the driver rewrites into
 * inserts of many rows, or as arrays that the server takes apart. Prints the median time of a transaction.
 */
final class ArrayWritesBench {
    private static final int ROWS = 26 * 12;
    private static final int TRANSACTIONS = 300;
    private static final Random RANDOM = new Random(1);

    private ArrayWritesBench() {}

    public static void main(String[] args) throws SQLException {
        String url = TestPostgres.create().url();
        String rewriting = url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
        try (Connection connection = DriverManager.getConnection(rewriting);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : new String[] {"batched", "arrays"}) {
                statement.execute("create table " + table
                        + " (param int, hash bigint, sort bigint, pid bigint, primary key (param, hash, sort, pid))");
            }
            connection.commit();
            for (int round = 0; round < 4; round++) {
                double batched = median(connection, false);
                double arrays = median(connection, true);
                System.out.println(String.format(
                        Locale.ROOT, "round %d: batch %.2f ms, arrays %.2f ms a transaction", round, batched, arrays));
            }
        }
    }

    private static double median(Connection connection, boolean arrays) throws SQLException {
        long[] times = new long[TRANSACTIONS];
        for (int i = 0; i < TRANSACTIONS; i++) {
            Object[][] columns = columns();
            long start = System.nanoTime();
            if (arrays) {
                arrays(connection, columns);
            } else {
                batch(connection, columns);
            }
            connection.commit();
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[TRANSACTIONS / 2] / 1e6;
    }

    private static Object[][] columns() {
        Object[][] columns = {new Integer[ROWS], new Long[ROWS], new Long[ROWS], new Long[ROWS]};
        for (int row = 0; row < ROWS; row++) {
            columns[0][row] = RANDOM.nextInt(300);
            for (int column = 1; column < columns.length; column++) {
                columns[column][row] = RANDOM.nextLong();
            }
        }
        return columns;
    }

    private static void batch(Connection connection, Object[][] columns) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into batched values (?, ?, ?, ?)")) {
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < columns.length; column++) {
                    insert.setObject(column + 1, columns[column][row]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void arrays(Connection connection, Object[][] columns) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into arrays select * from unnest(?, ?, ?, ?)")) {
            insert.setArray(1, connection.createArrayOf("int4", columns[0]));
            for (int column = 1; column < columns.length; column++) {
                insert.setArray(column + 1, connection.createArrayOf("int8", columns[column]));
            }
            insert.executeUpdate();
        }
    }
}
