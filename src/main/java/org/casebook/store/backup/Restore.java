package org.casebook.store.backup;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Column;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Insert;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;
import org.casebook.store.Compartment;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty database from a backup, whatever kind of database it was made from: this is also the way from H2 to
 * PostgreSQL, and from plain to partitioned tables, where pids get the leading bits of their patient. The index is not
 * filled; {@link org.casebook.store.Reindex} does that.
 */
public final class Restore implements BackupReader.Target {
    private static final int PORTION = 500;
    private static final Insert PIECES =
            Insert.into("piece", "pid bigint", "version bigint", "part int", "content bytea");
    private static final long NUMBER = (1L << Compartment.BUCKET_SHIFT) - 1;
    private final Session session;
    private final boolean partitioned;
    private final LongConsumer progress;
    private final Map<Long, Long> places = new HashMap<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final List<Object[]> pieces = new ArrayList<>();
    private String table = "";
    private List<String> columns = List.of();
    private Set<Integer> known = Set.of();
    private Insert insert = PIECES;
    private long lastPid;
    private long lastTxn;
    private long count;

    private Restore(Session session, boolean partitioned, LongConsumer progress) {
        this.session = session;
        this.partitioned = partitioned;
        this.progress = progress;
    }

    /** Reads a backup to its end without doing anything; answers how many rows it holds. */
    public static long check(Path file) {
        return BackupReader.read(file, new LookedAt());
    }

    /** The last unit of work that a backup of an H2 store holds; the whole backup is checked for it. */
    public static long lastTxn(Path file) {
        LookedAt lookedAt = new LookedAt();
        BackupReader.read(file, lookedAt);
        return lookedAt.txn;
    }

    private static final class LookedAt implements BackupReader.Target {
        private long txn;

        @Override
        public void txn(long last) {
            txn = last;
        }

        @Override
        public void table(String name, List<String> columns) {
            // Only whether it can be read is asked.
        }

        @Override
        public void row(@Nullable Object[] values) {
            // Only whether it can be read is asked.
        }
    }

    /** Checks the backup, then fills the database in one transaction. Answers how many rows. */
    public static long into(Database database, Path file, LongConsumer progress) {
        check(file);
        return database.write(session -> {
            if (session.number(Sql.of("select count(*) from resource")) > 0) {
                throw new IllegalArgumentException("The database to restore into holds resources. Name an empty one.");
            }
            Restore restore = new Restore(session, database.partitions() > 1, progress);
            long rows = BackupReader.read(file, restore);
            restore.finish();
            return rows;
        });
    }

    @Override
    public void txn(long last) {
        lastTxn = last;
    }

    @Override
    public void table(String name, List<String> columnNames) {
        flush();
        table = name;
        columns = columnNames;
        Map<String, Column> here =
                Tables.columns(session, name).stream().collect(toMap(Column::name, column -> column));
        known = new HashSet<>();
        List<Column> filled = new ArrayList<>();
        for (int i = 0; i < columnNames.size(); i++) {
            Column column = here.get(columnNames.get(i));
            if (column != null) {
                known.add(i);
                filled.add(column);
            }
        }
        insert = Insert.into(name, filled);
        if (!here.isEmpty()) {
            session.update(Sql.of("delete from " + name));
        }
    }

    @Override
    public void row(@Nullable Object[] values) {
        if (known.isEmpty()) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (columns.get(i).equals("pid") && values[i] instanceof Long pid) {
                values[i] = placed(pid, values);
            } else if (columns.get(i).equals("txn") && values[i] instanceof Long txn) {
                lastTxn = Math.max(lastTxn, txn);
            }
        }
        cut(values);
        rows.add(known.size() == values.length ? values : chosen(values));
        if (rows.size() == PORTION) {
            flush();
        }
    }

    /** Content that came from PostgreSQL in one piece may be too long for H2. */
    private void cut(@Nullable Object[] values) {
        int longest = session.dialect().longestBinary();
        int at = columns.indexOf("content");
        if (at < 0
                || !columns.contains("pieces")
                || !(values[at] instanceof byte[] content)
                || content.length <= longest) {
            return;
        }
        long count = 0;
        for (int from = 0; from < content.length; from += longest) {
            byte[] piece = Arrays.copyOfRange(content, from, Math.min(content.length, from + longest));
            pieces.add(
                    new Object[] {values[columns.indexOf("pid")], values[columns.indexOf("version")], count++, piece});
        }
        values[at] = new byte[0];
        values[columns.indexOf("pieces")] = count;
    }

    private Object[] chosen(@Nullable Object[] values) {
        return known.stream().sorted().map(i -> values[i]).toArray();
    }

    private long placed(long pid, @Nullable Object[] values) {
        long number = pid & NUMBER;
        lastPid = Math.max(lastPid, number);
        if (!partitioned) {
            return number;
        }
        if (table.equals("resource")) {
            places.put(number, bucket(values));
        }
        return places.getOrDefault(number, 0L) << Compartment.BUCKET_SHIFT | number;
    }

    private long bucket(@Nullable Object[] values) {
        ResourceKey key = new ResourceKey(
                String.valueOf(values[columns.indexOf("type")]), String.valueOf(values[columns.indexOf("id")]));
        byte[] content = (byte[]) values[columns.indexOf("content")];
        boolean inPlace = content != null && content.length > 0;
        return Compartment.bucket(key, inPlace ? Json.stored(content) : Json.object());
    }

    private void flush() {
        session.insert(insert, rows);
        count += rows.size();
        rows.clear();
        progress.accept(count);
    }

    private void finish() {
        flush();
        session.insert(PIECES, pieces);
        if (partitioned) {
            session.update(Sql.of("insert into identity (type, id, pid) select type, id, pid from resource"));
        }
        if (session.dialect() == Dialect.H2) {
            session.update(Sql.of("update store_state set txn = ?, pid = ?", lastTxn, lastPid));
            return;
        }
        session.first(Sql.of("select setval('pid_number', ?)", lastPid + 1), row -> true);
        session.update(Sql.of(
                "update store_state set txn_offset = greatest(0, ? - pg_current_xact_id()::text::bigint)", lastTxn));
    }
}
