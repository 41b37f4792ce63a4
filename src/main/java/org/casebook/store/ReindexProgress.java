package org.casebook.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * How far a reindexing has come.
 *
 * @param finished null while it is not
 */
public record ReindexProgress(
        String name,
        long done,
        long total,
        Instant started,
        @Nullable Instant finished) {

    /** What is known of the reindexing of this name. */
    public static Optional<ReindexProgress> of(Session session, String name) {
        return session.first(Sql.of("select done, total, started, finished from reindex where name = ?", name), row -> {
            long finished = row.getLong(4);
            return new ReindexProgress(
                    name,
                    row.getLong(1),
                    row.getLong(2),
                    Instant.ofEpochMilli(row.getLong(3)),
                    finished == 0 ? null : Instant.ofEpochMilli(finished));
        });
    }

    /** How many resources wait until they are in the index again, over all reindexings under way. */
    public static long waiting(Session session) {
        return session.number(
                new Sql("select coalesce(sum(total - done), 0) from reindex where finished = 0", List.of()));
    }

    /** From 0 to 100. */
    public int percent() {
        return finished != null ? 100 : total == 0 ? 0 : (int) Math.min(99, 100 * done / total);
    }
}
