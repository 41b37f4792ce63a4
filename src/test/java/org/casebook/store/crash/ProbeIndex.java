package org.casebook.store.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casebook.index.tables.IndexWriter;
import org.casebook.index.tables.IndexedChange;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** The smallest index there is: one row a resource, with what stands in the element {@code note}. */
final class ProbeIndex implements IndexWriter {

    static void create(Database database) {
        database.write(session -> {
            session.execute("create table if not exists probe (note varchar(200) not null, pid bigint not null,"
                    + " primary key (note, pid))");
            return null;
        });
    }

    @Override
    public void apply(Session session, List<IndexedChange> changes) {
        List<Object[]> gone = new ArrayList<>();
        List<Object[]> come = new ArrayList<>();
        for (IndexedChange change : changes) {
            if (change.before() != null) {
                gone.add(row(change.before(), change.pid()));
            }
            if (change.after() != null) {
                come.add(row(change.after(), change.pid()));
            }
        }
        session.batch("delete from probe where note = ? and pid = ?", gone);
        session.batch("insert into probe (note, pid) values (?, ?)", come);
    }

    private static Object[] row(ObjectNode resource, long pid) {
        return new Object[] {resource.path("note").asText(), pid};
    }

    /** All rows by pid. */
    static Map<Long, String> rows(Session session) {
        Map<Long, String> rows = new HashMap<>();
        session.each(Sql.of("select note, pid from probe"), row -> {
            if (rows.put(row.getLong(2), row.getString(1)) != null) {
                throw new AssertionError("two index rows of resource " + row.getLong(2));
            }
        });
        return rows;
    }
}
