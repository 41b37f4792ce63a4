package org.casebook.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.Database;
import org.casebook.store.Rebuild;
import org.casebook.store.Reindex;
import org.casebook.store.ReindexProgress;
import org.casebook.store.ResourceStore;
import org.casebook.store.Verify;
import org.casebook.store.backup.BackupRequest;
import org.casebook.store.backup.Restore;
import org.jspecify.annotations.Nullable;

/** What an operator does with a store beside serving it (docs/durability.md). */
public final class StoreCare {
    private static final String ALL = "all";
    private final Configuration configuration;
    private final ParameterRegistry parameters;

    public StoreCare(Configuration configuration) {
        this.configuration = configuration;
        this.parameters = new ParameterRegistry(CasebookServer.parameters(), StoreOpening.bases(configuration));
    }

    /** Writes a backup; a server that has the data folder open does it itself. Answers how many rows. */
    public long backup(Path file) throws IOException, InterruptedException {
        try (ResourceStore store = open()) {
            return store.backup(file.toAbsolutePath());
        } catch (StartException e) {
            if (!StoreOpening.isInUse(e)) {
                throw e;
            }
            return BackupRequest.ask(configuration.get(Settings.DATA), file);
        }
    }

    /** Fills an empty store from a backup, and builds its index. Answers how many rows. */
    public long restore(Path file, Consumer<ReindexProgress> told) throws IOException {
        long rows;
        try (Database database = Database.open(StoreOpening.address(configuration))) {
            rows = Restore.into(database, file, count -> {});
        }
        reindex(told);
        return rows;
    }

    /** Builds the database of the data folder again; see {@link Rebuild}. Answers how many units of the journal. */
    public long rebuild(@Nullable Path backup, boolean skipDamaged, Consumer<ReindexProgress> told) {
        long units = Rebuild.run(configuration.get(Settings.DATA), backup, skipDamaged, index());
        if (backup != null) {
            reindex(told);
        }
        return units;
    }

    public Verify.Report verify(LongConsumer progress) {
        try (ResourceStore store = open()) {
            return Verify.run(store, index(), progress);
        }
    }

    /** Answers false while another process is at it. */
    public boolean reindex(Consumer<ReindexProgress> told) {
        try (ResourceStore store = open()) {
            Reindex reindex = new Reindex(store, index(), ALL, Set.of());
            store.read(reader -> ReindexProgress.of(reader.session(), ALL))
                    .filter(progress -> progress.finished() != null)
                    .ifPresent(progress -> reindex.restart());
            return reindex.run(told);
        }
    }

    private ResourceStore open() {
        return StoreOpening.open(configuration, () -> parameters);
    }

    private IndexTables index() {
        return new IndexTables(parameters);
    }
}
