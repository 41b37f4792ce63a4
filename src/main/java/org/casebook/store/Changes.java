package org.casebook.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.casebook.jdbc.Insert;
import org.casebook.jdbc.Session;

/** Writes the versions of a unit of work into the tables, all of a kind in one batch. */
final class Changes {
    private static final byte[] NOTHING = {};
    private static final Insert IDENTITIES = Insert.into("identity", "type varchar", "id varchar", "pid bigint");
    private static final Insert PIECES =
            Insert.into("piece", "pid bigint", "version bigint", "part int", "content bytea");
    private final Session session;
    private final StoreSql sql;
    private final long txn;
    private final List<Object[]> superseded = new ArrayList<>();
    private final List<Object[]> inserted = new ArrayList<>();
    private final List<Object[]> updated = new ArrayList<>();
    private final List<Object[]> identities = new ArrayList<>();
    private final List<Object[]> pieces = new ArrayList<>();

    private Changes(Session session, StoreSql sql, long txn) {
        this.session = session;
        this.sql = sql;
        this.txn = txn;
    }

    static void write(Session session, StoreSql sql, long txn, Collection<Change> changes) {
        Changes rows = new Changes(session, sql, txn);
        changes.forEach(rows::add);
        rows.run();
    }

    private void add(Change change) {
        StoredResource after = change.after();
        byte[] content = after.content();
        int count = cut(after);
        long millis = after.lastUpdated().toEpochMilli();
        Object[] state = {
            after.method().name(), after.deleted(), count, checksum(content), count == 0 ? content : NOTHING
        };
        if (change.before() == null) {
            inserted.add(joined(
                    new Object[] {after.pid(), after.key().type(), after.key().id(), after.version(), millis, txn},
                    state));
            identities.add(new Object[] {after.key().type(), after.key().id(), after.pid()});
        } else {
            superseded.add(new Object[] {millis, after.pid()});
            updated.add(joined(joined(new Object[] {after.version(), millis, txn}, state), new Object[] {after.pid()}));
        }
    }

    private int cut(StoredResource after) {
        byte[] content = after.content();
        int longest = sql.dialect().longestBinary();
        if (content.length <= longest) {
            return 0;
        }
        int count = 0;
        for (int from = 0; from < content.length; from += longest) {
            byte[] piece = Arrays.copyOfRange(content, from, Math.min(content.length, from + longest));
            pieces.add(new Object[] {after.pid(), after.version(), count++, piece});
        }
        return count;
    }

    static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    private void run() {
        session.batch(sql.supersede(), superseded);
        session.batch(sql.update(), updated);
        if (sql.partitioned()) {
            session.insert(IDENTITIES, identities);
        }
        session.insert(sql.insert(), inserted);
        session.insert(PIECES, pieces);
    }

    private static Object[] joined(Object[] first, Object[] second) {
        Object[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
