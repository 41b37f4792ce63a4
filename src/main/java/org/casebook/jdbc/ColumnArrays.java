package org.casebook.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows turned round: one array for each column. */
final class ColumnArrays {
    /** An array is held as a whole by the driver and by the server, and can have no more than 1 GB there. */
    static final int LONGEST = 8 << 20;

    private ColumnArrays() {}

    /** The rows, cut where their content would make arrays too long. */
    static List<List<Object[]>> portions(List<Object[]> rows) {
        List<List<Object[]>> portions = new ArrayList<>();
        int from = 0;
        long length = 0;
        for (int i = 0; i < rows.size(); i++) {
            long row = length(rows.get(i));
            if (i > from && length + row > LONGEST) {
                portions.add(rows.subList(from, i));
                from = i;
                length = 0;
            }
            length += row;
        }
        if (from < rows.size()) {
            portions.add(rows.subList(from, rows.size()));
        }
        return portions;
    }

    private static long length(@Nullable Object[] row) {
        long length = 0;
        for (Object value : row) {
            if (value instanceof byte[] bytes) {
                length += bytes.length;
            } else if (value instanceof String text) {
                length += text.length();
            }
        }
        return length;
    }

    static void bind(PreparedStatement statement, List<Column> columns, List<Object[]> rows) throws SQLException {
        for (int at = 0; at < columns.size(); at++) {
            ColumnType type = columns.get(at).type();
            Object[] values = type.array(rows.size());
            for (int row = 0; row < values.length; row++) {
                values[row] = type.value(rows.get(row)[at]);
            }
            statement.setArray(at + 1, statement.getConnection().createArrayOf(type.element(), values));
        }
    }
}
