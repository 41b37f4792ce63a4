package org.casebook.index.tables;

import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Index rows of resources that are not there, or deleted. */
record OrphanRows(String container) {

    static OrphanRows of(Dialect dialect) {
        long mask = ContainedPid.container(-1L);
        return new OrphanRows(dialect == Dialect.H2 ? "bitand(i.pid, " + mask + ")" : "(i.pid & " + mask + ")");
    }

    long count(Session session) {
        long count = 0;
        for (IndexTable table : IndexTable.values()) {
            count += session.number(Sql.of("select count(*) from " + table.tableName() + " i where " + lonely()));
        }
        return count;
    }

    void remove(Session session) {
        for (IndexTable table : IndexTable.values()) {
            session.update(Sql.of("delete from " + table.tableName() + " i where " + lonely()));
        }
    }

    private String lonely() {
        return "not exists (select 1 from resource r where r.pid = " + container + " and r.deleted = false)";
    }
}
