package org.casebook.store;

import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.index.tables.IndexWriter;
import org.casebook.index.tables.IndexedChange;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Removes versions for good, with their index rows. */
record Expunge(Session session, StoreSql sql, IndexWriter index) {

    /** Answers how many versions were removed. */
    int remove(StoredResource current, Operation.Remove what) {
        return switch (what.extent()) {
            case EVERYTHING -> everything(current);
            case HISTORY -> history(current);
            case VERSION -> version(current, what.version());
        };
    }

    private int history(StoredResource current) {
        session.update(Sql.of("delete from piece where pid = ? and version < ?", current.pid(), current.version()));
        return session.update(Sql.of("delete from superseded where pid = ?", current.pid()));
    }

    private int version(StoredResource current, long version) {
        if (version >= current.version()) {
            return 0;
        }
        session.update(Sql.of("delete from piece where pid = ? and version = ?", current.pid(), version));
        return session.update(Sql.of("delete from superseded where pid = ? and version = ?", current.pid(), version));
    }

    private int everything(StoredResource current) {
        if (!current.deleted()) {
            index.apply(
                    session,
                    List.of(new IndexedChange(
                            current.pid(),
                            current.key(),
                            Json.stored(current.content()),
                            current.lastUpdated(),
                            null,
                            current.lastUpdated())));
        }
        int superseded = history(current);
        session.update(Sql.of("delete from piece where pid = ?", current.pid()));
        if (sql.partitioned()) {
            session.update(Sql.of(
                    "delete from identity where type = ? and id = ?",
                    current.key().type(),
                    current.key().id()));
        }
        return superseded + session.update(Sql.of("delete from resource where pid = ?", current.pid()));
    }
}
