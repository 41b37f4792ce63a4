package org.casebook.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Turns the row on which a result stands into a value. */
@FunctionalInterface
public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
}
