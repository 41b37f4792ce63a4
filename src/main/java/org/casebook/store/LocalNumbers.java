package org.casebook.store;

import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Numbers of the only writer there is: H2's. They live here and are written with each transaction. */
final class LocalNumbers implements Numbers {
    private long txn;
    private long pid;

    private LocalNumbers(long txn, long pid) {
        this.txn = txn;
        this.pid = pid;
    }

    static LocalNumbers load(Session session) {
        return session.first(
                        Sql.of("select txn, pid from store_state"),
                        row -> new LocalNumbers(row.getLong(1) + 1, row.getLong(2)))
                .orElseThrow();
    }

    @Override
    public long nextPid(Session session) {
        return ++pid;
    }

    @Override
    public long txn() {
        return txn;
    }

    /** A number of a transaction that is rolled back after this is left out; nothing asks for a number without gaps. */
    @Override
    public long keep(Session session) {
        session.update(Sql.of("update store_state set txn = ?, pid = ?", txn, pid));
        return txn++;
    }

    @Override
    public long lastPid() {
        return pid;
    }
}
