package org.casebook.store;

import org.casebook.jdbc.Database;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Insert;

/**
 * The statements in which the two databases, and plain and partitioned tables, differ.
 *
 * @param current the newest version by type and id
 * @param locked the same, and nobody else changes it until the transaction ends
 * @param living one row if the resource is there; nobody deletes it until the transaction ends
 * @param txn the transaction's number; its one bind is the number itself on H2, and what is added to PostgreSQL's own
 * @param partitioned whether the table identity holds (type, id) unique
 */
record StoreSql(Dialect dialect, String current, String locked, String living, String txn, boolean partitioned) {

    static StoreSql of(Database database) {
        boolean partitioned = database.partitions() > 1;
        String byKey = partitioned
                ? " from resource where pid = (select i.pid from identity i where i.type = ? and i.id = ?)"
                : " from resource where type = ? and id = ?";
        String current = "select " + Rows.COLUMNS + byKey;
        boolean h2 = database.dialect() == Dialect.H2;
        return new StoreSql(
                database.dialect(),
                current,
                current + database.dialect().forUpdate(),
                "select 1" + byKey + " and deleted = false" + (h2 ? "" : " for share"),
                h2 ? "?" : "(pg_current_xact_id()::text::bigint + ?)",
                partitioned);
    }

    Insert insert() {
        return Insert.into(
                        "resource",
                        "pid bigint",
                        "type varchar",
                        "id varchar",
                        "version bigint",
                        "updated bigint",
                        "txn bigint",
                        "method varchar",
                        "deleted boolean",
                        "pieces int",
                        "checksum int",
                        "content bytea")
                .computing("txn", txn);
    }

    String update() {
        return "update resource set version = ?, updated = ?, txn = " + txn
                + ", method = ?, deleted = ?, pieces = ?, checksum = ?, content = ? where pid = ?";
    }

    String supersede() {
        return "insert into superseded (pid, version, type, id, updated, ended, txn, method, deleted, pieces, checksum, content)"
                + " select pid, version, type, id, updated, cast(? as bigint), txn, method, deleted, pieces, checksum, content"
                + " from resource where pid = ?";
    }
}
