package org.casebook.jdbc;

import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Creates the tables and brings those of older releases up to date. On PostgreSQL every table can be cut into partitions
 * by ranges of {@code pid}, whose leading bits are a hash of the patient that a resource belongs to.
 */
final class Schema {
    /** The number of the last script in {@code db/migration}. */
    static final String NEWEST = "11";

    private static final int PID_BITS = 52;

    private Schema() {}

    static void migrate(Connections connections, DatabaseAddress address) {
        if (connections.run(Schema::isNewest)) {
            return;
        }
        boolean partitioned = address.partitions() > 1;
        Flyway.configure()
                .dataSource(connections.pool())
                .locations("classpath:" + address.dialect().migrations())
                .placeholders(Map.of(
                        "byPid", partitioned ? "partition by range (pid)" : "",
                        "byId", partitioned ? "partition by hash (id)" : "",
                        "unique", partitioned ? "" : "unique"))
                .load()
                .migrate();
        if (partitioned) {
            connections.run(session -> {
                createPartitions(session, address.partitions());
                return null;
            });
        }
    }

    /** Whether Flyway would find nothing to do: to ask it took a twelfth of the main thread of a start. */
    private static boolean isNewest(Session session) {
        Sql history = Sql.of("select 1 from information_schema.tables"
                + " where table_schema = current_schema and table_name = 'flyway_schema_history'");
        if (session.list(history, row -> true).size() != 1) {
            return false;
        }
        Sql steps =
                Sql.of("select \"version\", \"success\" from \"flyway_schema_history\" order by \"installed_rank\"");
        List<String> versions = session.list(steps, row -> row.getBoolean(2) ? row.getString(1) : "failed");
        return !versions.contains("failed")
                && versions.lastIndexOf(NEWEST) == versions.size() - 1
                && !versions.isEmpty();
    }

    private static void createPartitions(Session session, int count) {
        Sql bare = Sql.of(
                "select c.relname, p.partstrat from pg_partitioned_table p join pg_class c on c.oid = p.partrelid"
                        + " where c.relnamespace = current_schema()::regnamespace"
                        + " and not exists (select 1 from pg_inherits i where i.inhparent = c.oid)");
        for (String[] table : session.list(bare, row -> new String[] {row.getString(1), row.getString(2)})) {
            for (int i = 0; i < count; i++) {
                String bounds = table[1].equals("h")
                        ? "with (modulus " + count + ", remainder " + i + ")"
                        : "from (" + bound(i, count) + ") to (" + bound(i + 1, count) + ")";
                session.execute(
                        "create table " + table[0] + "_" + i + " partition of " + table[0] + " for values " + bounds);
            }
        }
    }

    private static String bound(int partition, int count) {
        if (partition == 0) {
            return "minvalue";
        }
        return partition == count ? "maxvalue" : Long.toString(((long) partition * 1024 / count) << PID_BITS);
    }
}
