package org.casebook.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Sql;
import org.casebook.store.care.CareTask;

/**
 * What an operator has done to a whole store while it is in use, in words for a person; the same words whether the command
 * does it itself or the server that has the store open.
 */
public final class Care {
    private static final String ALL = "all";
    private static final int REST_MILLIS = 200;

    /** H2 lets go of a chunk 45 seconds after it was emptied, so for a while nothing may be gained. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final ResourceStore store;
    private final IndexWriter index;

    public Care(ResourceStore store, IndexWriter index) {
        this.store = store;
        this.index = index;
    }

    /** Does it; false when what was looked at is not as it should be. */
    public boolean run(CareTask task, Consumer<String> said) {
        return switch (task.kind()) {
            case BACKUP -> backup(Path.of(task.file()), said);
            case VERIFY -> verify(said);
            case REINDEX -> reindex(said);
            case COMPACT -> compact(said);
        };
    }

    private boolean backup(Path file, Consumer<String> said) {
        long[] told = {System.nanoTime()};
        long all = store.backup(file, rows -> {
            if (System.nanoTime() - told[0] > 1_000_000_000) {
                told[0] = System.nanoTime();
                said.accept("written " + rows + " rows");
            }
        });
        said.accept(all + " rows in " + file);
        return true;
    }

    private boolean verify(Consumer<String> said) {
        long total = store.read(reader -> reader.session().number(Sql.of("select count(*) from resource")));
        if (store.read(reader -> ReindexProgress.waiting(reader.session())) > 0) {
            said.accept("a reindexing is not finished: until then index rows may be missing");
        }
        Pace pace = new Pace("verified", 0, said);
        Verify.Report report = Verify.run(store, index, done -> pace.reached(done, total));
        report.problems().forEach(said);
        said.accept(report.resources() + " resources, " + report.versions() + " versions: "
                + (report.isSound() ? "all sound" : report.problems().size() + " problems"));
        return report.isSound();
    }

    /** Goes on where an earlier one was interrupted, else begins anew. */
    private boolean reindex(Consumer<String> said) {
        Reindex reindex = new Reindex(store, index, ALL, Set.of());
        Optional<ReindexProgress> before = store.read(reader -> ReindexProgress.of(reader.session(), ALL));
        long done = 0;
        if (before.isPresent()) {
            if (before.get().finished() != null) {
                reindex.restart();
            } else {
                done = before.get().done();
                said.accept("going on after " + done + " of " + before.get().total() + " resources");
            }
        }
        Pace pace = new Pace("indexed", done, said);
        boolean own = reindex.run(progress -> pace.reached(progress.done(), progress.total()));
        said.accept(own ? "the index is in line with the resources" : "another process is building the index already");
        return own;
    }

    /** Portion by portion, until nothing is gained any more or little is left to gain. */
    private boolean compact(Consumer<String> said) {
        Database database = store.database();
        if (database.folder().isEmpty()) {
            said.accept("nothing to do: PostgreSQL uses its space again by itself (autovacuum)");
            return true;
        }
        long before = database.fileUse().size();
        long shortest = before;
        long gained = System.nanoTime();
        while (database.fileUse().isWasteful() && System.nanoTime() - gained < PATIENCE.toNanos()) {
            long size = database.tidy().size();
            if (size < shortest) {
                shortest = size;
                gained = System.nanoTime();
                said.accept("the file is " + size / 1_000_000 + " MB long");
            }
            rest();
        }
        store.checkpoint();
        said.accept("the file was " + before / 1_000_000 + " MB long and is "
                + database.fileUse().size() / 1_000_000 + " MB; a stop, or this command without a server, may make it"
                + " shorter still");
        return true;
    }

    private static void rest() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
