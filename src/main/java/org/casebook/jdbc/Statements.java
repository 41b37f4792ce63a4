package org.casebook.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The prepared statements that one physical connection keeps, the least used of them closed when they are too many. */
final class Statements {
    private static final int KEPT = 256;
    private final Connection connection;
    private final Map<String, PreparedStatement> free = new LinkedHashMap<>(64, 0.75f, true);

    Statements(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** A statement is taken out while it is in use, so that the same text can be run inside its own result. */
    PreparedStatement take(String text) throws SQLException {
        PreparedStatement kept = free.remove(text);
        return kept == null ? connection.prepareStatement(text) : kept;
    }

    void giveBack(String text, PreparedStatement statement) throws SQLException {
        PreparedStatement other = free.put(text, statement);
        if (other != null) {
            other.close();
        }
        if (free.size() > KEPT) {
            var eldest = free.entrySet().iterator();
            PreparedStatement old = eldest.next().getValue();
            eldest.remove();
            old.close();
        }
    }
}
