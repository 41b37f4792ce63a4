package org.casebook.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.store.backup.Restore;
import org.casebook.store.journal.Journal;
import org.casebook.store.journal.JournalRecord;
import org.casebook.store.journal.KeptSegments;
import org.casebook.store.journal.RealDisk;
import org.jspecify.annotations.Nullable;

/**
 * Builds the database of a data folder again, from a backup (or from nothing) and the journal that was kept since. The old
 * file is moved aside, not deleted.
 */
public final class Rebuild {
    private Rebuild() {}

    /**
     * Builds it. Index rows of what came from the backup are left to {@link Reindex}.
     *
     * @param backup null to begin with nothing
     * @param around whether to go on where the journal is damaged, and lose what stood there
     * @return how many units of work of the journal were applied
     */
    public static long run(Path folder, @Nullable Path backup, boolean around, IndexWriter index) {
        if (backup != null) {
            Restore.check(backup);
        }
        setAside(folder);
        try (Database database = Database.open(DatabaseAddress.folder(folder))) {
            if (backup != null) {
                Restore.into(database, backup, rows -> {});
            }
            Replay replay = new Replay(database, StoreSql.of(database), index);
            Path journal = folder.resolve(ResourceStore.JOURNAL);
            long reached = new KeptSegments(journal).replay(replay.applied(), around, record -> apply(replay, record));
            open(journal, around, reached, replay).close();
            database.checkpoint();
            return replay.count();
        }
    }

    private static Journal open(Path journal, boolean around, long reached, Replay replay) {
        RealDisk disk = new RealDisk();
        return around
                ? Journal.openAround(journal, disk, reached, record -> apply(replay, record))
                : Journal.open(journal, disk, reached, record -> apply(replay, record));
    }

    private static void apply(Replay replay, JournalRecord record) {
        replay.apply(record.payload());
    }

    private static void setAside(Path folder) {
        Path aside = folder.resolve("damaged-" + Instant.now().toString().replace(':', '-'));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(file -> file.getFileName().toString().startsWith("casebook."))
                    .toList();
            Files.createDirectories(aside);
            for (Path file : old) {
                Files.move(file, aside.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The damaged database cannot be moved aside: " + e.getMessage(), e);
        }
    }
}
