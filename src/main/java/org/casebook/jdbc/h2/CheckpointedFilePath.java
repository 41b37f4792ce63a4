package org.casebook.jdbc.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** H2's files under the scheme {@code casebook:}; the one with the data is a {@link CheckpointedFile}. */
public final class CheckpointedFilePath extends FilePathWrapper {
    private static final String SCHEME = "casebook";
    static final String DATA = ".mv.db";

    /** H2 opens files by name and knows nothing of who asked for the database; hence a table for all of them. */
    private static final Map<Path, CheckpointedFile> OPEN = new ConcurrentHashMap<>();

    /** Those that may be opened now. H2 opens a file again for whoever wants a connection, also one it has given up itself. */
    private static final Set<Path> ALLOWED = ConcurrentHashMap.newKeySet();

    /** Makes the scheme known to H2. */
    public static void register() {
        FilePath.register(new CheckpointedFilePath());
    }

    /** What stands before a path in the URL of a database whose file is to be checkpointed. */
    public static String prefix() {
        return SCHEME + ":";
    }

    /**
     * Lets the file of a database be opened, or no longer. When H2 has closed a database by itself (out of memory, or its
     * file could not be written), the next connection would open the file as it was long before, without the journal.
     */
    public static void allow(Path database, boolean allowed) {
        if (allowed) {
            ALLOWED.add(file(database));
        } else {
            ALLOWED.remove(file(database));
        }
    }

    /** Whether H2 has the file of a database open. */
    public static boolean isOpen(Path database) {
        return OPEN.containsKey(file(database));
    }

    /** Says that the database is about to be closed in good order, so that what is written until then counts. */
    public static void closing(Path database) {
        CheckpointedFile file = OPEN.get(file(database));
        if (file != null) {
            file.keepAtClose();
        }
    }

    private static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + DATA);
    }

    /** The open file of a database. */
    static CheckpointedFile opened(Path database) throws IOException {
        CheckpointedFile file = OPEN.get(file(database));
        if (file == null) {
            throw new IOException("No database is open at " + database);
        }
        return file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FilePath base = getBase();
        if (!base.getName().endsWith(DATA)) {
            return super.open(mode);
        }
        if (mode.equals("r")) {
            CheckpointedFile open = OPEN.get(path(base));
            return open == null ? super.open(mode) : new CheckpointedView(open);
        }
        Path file = path(base);
        if (!ALLOWED.contains(file)) {
            throw new IOException("H2 has closed " + file + " by itself; it is opened again by its store alone");
        }
        FileChannel main = super.open(mode);
        FileLock lock = locked(main, file);
        FileChannel first = FilePath.get(base + ".pages0").open(mode);
        FileChannel second = FilePath.get(base + ".pages1").open(mode);
        CheckpointedFile opened = CheckpointedFile.open(main, lock, first, second, () -> OPEN.remove(file));
        OPEN.put(file, opened);
        return opened;
    }

    private static Path path(FilePath base) {
        return path(base.toString());
    }

    /** A name without the schemes before it. */
    static Path path(String name) {
        return Path.of(name.replaceFirst("^([a-z]{2,}:)+", ""));
    }

    /** H2 locks a file after it has opened it; here opening already changes something, so the lock comes first. */
    private static FileLock locked(FileChannel main, Path file) throws IOException {
        FileLock lock = null;
        try {
            lock = main.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process has it open already; the answer is the same.
        }
        if (lock == null) {
            main.close();
            throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_LOCKED, "The file is locked: {0}", file);
        }
        return lock;
    }
}
