package org.casebook.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Rows of the tables resource and superseded, read as versions. */
final class Rows {
    /** What {@link #version} reads, in its order. */
    static final String COLUMNS = "pid, type, id, version, updated, method, pieces, content";

    private Rows() {}

    static Optional<StoredResource> first(Session session, Sql sql) {
        return session.first(sql, Rows::row).map(row -> row.whole(session));
    }

    static List<StoredResource> list(Session session, Sql sql) {
        return listWith(session, sql, (version, row) -> version);
    }

    /** Each version, whole, with what else stands in its row. */
    static <T> List<T> listWith(Session session, Sql sql, WithRow<T> mapper) {
        List<T> found = new ArrayList<>();
        session.each(sql, result -> {
            Row row = row(result);
            found.add(mapper.map(row.pieces == 0 ? row.resource : row.whole(session), result));
        });
        return found;
    }

    @FunctionalInterface
    interface WithRow<T> {
        T map(StoredResource version, ResultSet row) throws SQLException;
    }

    private static Row row(ResultSet row) throws SQLException {
        StoredResource resource = new StoredResource(
                row.getLong(1),
                new ResourceKey(row.getString(2), row.getString(3)),
                row.getLong(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Method.valueOf(row.getString(6)),
                row.getBytes(8));
        return new Row(resource, row.getInt(7));
    }

    private record Row(StoredResource resource, int pieces) {
        StoredResource whole(Session session) {
            return pieces == 0 ? resource : withContent(joined(session));
        }

        private byte[] joined(Session session) {
            List<byte[]> parts = new ArrayList<>();
            session.each(
                    Sql.of(
                            "select content from piece where pid = ? and version = ? order by pid, version, part",
                            resource.pid(),
                            resource.version()),
                    row -> parts.add(row.getBytes(1)));
            byte[] content =
                    new byte[parts.stream().mapToInt(part -> part.length).sum()];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, content, at, part.length);
                at += part.length;
            }
            return content;
        }

        private StoredResource withContent(byte[] content) {
            return new StoredResource(
                    resource.pid(),
                    resource.key(),
                    resource.version(),
                    resource.lastUpdated(),
                    resource.method(),
                    content);
        }
    }
}
