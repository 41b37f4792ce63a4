package org.casebook.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes the row on which a result stands; used where rows are too many to be held. */
@FunctionalInterface
public interface RowReader {
    void read(ResultSet row) throws SQLException;
}
