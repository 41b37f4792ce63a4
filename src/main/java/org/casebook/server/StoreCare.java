package org.casebook.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.h2.Compaction;
import org.casebook.store.Care;
import org.casebook.store.Rebuild;
import org.casebook.store.ResourceStore;
import org.casebook.store.backup.Restore;
import org.casebook.store.care.CareCall;
import org.casebook.store.care.CareTask;
import org.jspecify.annotations.Nullable;

/** What an operator does with a store beside serving it (docs/durability.md). */
public final class StoreCare {
    private static final Duration UNLIMITED = Duration.ofDays(1000);
    private final Configuration configuration;
    private final ParameterRegistry parameters;

    public StoreCare(Configuration configuration) {
        this.configuration = configuration;
        this.parameters = new ParameterRegistry(CasebookServer.parameters(), StoreOpening.bases(configuration));
    }

    /**
     * Does it, or has the process do it that has the data folder open.
     *
     * @return false when what was looked at is not as it should be
     */
    public boolean run(CareTask task, Consumer<String> said) throws IOException, InterruptedException {
        try (ResourceStore store = open()) {
            return new Care(store, index()).run(task, said);
        } catch (StartException e) {
            if (!StoreOpening.isInUse(e)) {
                throw e;
            }
            return CareCall.make(configuration.get(Settings.DATA), task, said);
        }
    }

    /** Makes the file of H2 as short as it can be; a server that has it open does what can be done meanwhile. */
    public boolean compact(Consumer<String> said) throws IOException, InterruptedException {
        CareTask task = CareTask.of(CareTask.Kind.COMPACT);
        if (!configuration.get(Settings.DATABASE).isEmpty()) {
            return run(task, said);
        }
        Path folder = configuration.get(Settings.DATA);
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no data folder " + folder);
        }
        Optional<Compaction.Lengths> done = Database.compact(folder, UNLIMITED);
        if (done.isEmpty()) {
            return CareCall.make(folder, task, said);
        }
        said.accept("the file was " + done.get().before() / 1_000_000 + " MB long and is "
                + done.get().after() / 1_000_000 + " MB");
        return true;
    }

    /** Fills an empty store from a backup, and builds its index. Answers how many rows. */
    public long restore(Path file, Consumer<String> said) throws IOException {
        long rows;
        try (Database database = Database.open(StoreOpening.address(configuration))) {
            rows = Restore.into(database, file, count -> {});
        }
        reindex(said);
        return rows;
    }

    /** Builds the database of the data folder again; see {@link Rebuild}. Answers how many units of the journal. */
    public long rebuild(@Nullable Path backup, boolean skipDamaged, Consumer<String> said) {
        long units = Rebuild.run(configuration.get(Settings.DATA), backup, skipDamaged, index());
        if (backup != null) {
            reindex(said);
        }
        return units;
    }

    private void reindex(Consumer<String> said) {
        try (ResourceStore store = open()) {
            new Care(store, index()).run(CareTask.of(CareTask.Kind.REINDEX), said);
        }
    }

    private ResourceStore open() {
        return StoreOpening.open(configuration, () -> parameters);
    }

    private IndexTables index() {
        return new IndexTables(parameters);
    }
}
