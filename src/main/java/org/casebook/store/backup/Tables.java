package org.casebook.store.backup;

import java.util.List;
import java.util.Locale;
import org.casebook.jdbc.Column;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** The tables of a store, as the database names them. */
final class Tables {
    private Tables() {}

    /** Every table whose rows are not derived from others; resource first, since the others follow its pids. */
    static List<String> kept(Session session) {
        String children = session.dialect() == Dialect.H2
                ? ""
                : " and not exists (select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                        + " where c.relname = t.table_name and c.relnamespace = current_schema()::regnamespace)";
        String text = "select lower(t.table_name) from information_schema.tables t where t.table_schema ="
                + " current_schema and t.table_type = 'BASE TABLE'" + children + " order by 1";
        return session.list(Sql.of(text), row -> row.getString(1).toLowerCase(Locale.ROOT)).stream()
                .filter(Tables::isKept)
                .sorted((a, b) -> Boolean.compare(b.equals("resource"), a.equals("resource")))
                .toList();
    }

    private static boolean isKept(String table) {
        return !table.startsWith("index_")
                && !table.startsWith("flyway_")
                && !List.of("identity", "store_state", "reindex").contains(table);
    }

    static List<Column> columns(Session session, String table) {
        String text =
                "select lower(column_name) || ' ' || lower(data_type) from information_schema.columns where table_schema = current_schema"
                        + " and lower(table_name) = ? order by ordinal_position";
        return session.list(Sql.of(text, table), row -> Column.of(row.getString(1)));
    }
}
