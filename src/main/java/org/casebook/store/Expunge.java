package org.casebook.store;

import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Removes versions for good. */
record Expunge(Session session, StoreSql sql) {

    int history(StoredResource current) {
        session.update(Sql.of("delete from piece where pid = ? and version < ?", current.pid(), current.version()));
        return session.update(Sql.of("delete from superseded where pid = ?", current.pid()));
    }

    boolean version(StoredResource current, long version) {
        if (version >= current.version()) {
            return false;
        }
        session.update(Sql.of("delete from piece where pid = ? and version = ?", current.pid(), version));
        return session.update(Sql.of("delete from superseded where pid = ? and version = ?", current.pid(), version))
                > 0;
    }

    int everything(StoredResource current) {
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
