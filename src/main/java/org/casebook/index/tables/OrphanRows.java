package org.casebook.index.tables;

import java.util.Optional;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Index rows of resources that are not there, or deleted. */
record OrphanRows(String container, Optional<String> inWordList) {

    static OrphanRows of(Dialect dialect) {
        long mask = ContainedPid.container(-1L);
        return dialect == Dialect.H2
                ? new OrphanRows("bitand(i.pid, " + mask + ")", Optional.of("bitand(i.id, " + WordKeys.pid(-1) + ")"))
                : new OrphanRows("(i.pid & " + mask + ")", Optional.empty());
    }

    long count(Session session) {
        long count = inWordList
                .map(pid -> session.number(Sql.of("select count(*) from index_word i where " + lonely(pid))))
                .orElse(0L);
        for (IndexTable table : IndexTable.values()) {
            count += session.number(
                    Sql.of("select count(*) from " + table.tableName() + " i where " + lonely(container)));
        }
        return count;
    }

    void remove(Session session) {
        for (IndexTable table : IndexTable.values()) {
            session.update(Sql.of("delete from " + table.tableName() + " i where " + lonely(container)));
        }
        inWordList.ifPresent(pid -> session.update(Sql.of("delete from index_word i where " + lonely(pid))));
    }

    private static String lonely(String pid) {
        return "not exists (select 1 from resource r where r.pid = " + pid + " and r.deleted = false)";
    }
}
