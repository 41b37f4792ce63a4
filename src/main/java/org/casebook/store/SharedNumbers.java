package org.casebook.store;

import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/**
 * Numbers that several processes draw from one PostgreSQL: pids in blocks of a sequence, transactions by PostgreSQL's own
 * number plus an offset.
 */
final class SharedNumbers implements Numbers {
    private static final int BLOCK = 1000;
    private final long offset;
    private long next;
    private long end;

    private SharedNumbers(long offset) {
        this.offset = offset;
    }

    static SharedNumbers load(Session session) {
        return new SharedNumbers(session.number(Sql.of("select txn_offset from store_state")));
    }

    @Override
    public synchronized long nextPid(Session session) {
        if (next == end) {
            next = session.number(Sql.of("select nextval('pid_number')"));
            end = next + BLOCK;
        }
        return next++;
    }

    @Override
    public long txn() {
        return offset;
    }

    @Override
    public long keep(Session session) {
        // PostgreSQL keeps both numbers itself.
        return 0;
    }

    @Override
    public synchronized long lastPid() {
        return next - 1;
    }
}
