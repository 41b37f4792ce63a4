package org.casebook.jdbc.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;

/**
 * Writes the file of an H2 database that nobody has open anew, without what is no longer needed. The new content is put
 * together beside the file, looked at, and takes the place of the old one as a checkpoint does: as a whole or not at all,
 * whatever happens to the process or the power.
 */
public final class Compaction {
    private static final String FRESH = "-fresh";

    private Compaction() {}

    /**
     * Does it.
     *
     * @param name what follows jdbc:h2: in the URL of the database: a {@link CheckpointedFilePath} without its ending
     * @param limit after which it is given up, and the file is as it was
     * @return how long the file was, and is
     * @throws org.h2.mvstore.MVStoreException if another process has it open
     */
    public static Lengths run(String name, Duration limit) throws IOException, SQLException {
        Path database = CheckpointedFilePath.path(name);
        Path fresh = database.resolveSibling(database.getFileName() + FRESH);
        Path file = fresh.resolveSibling(fresh.getFileName() + CheckpointedFilePath.DATA);
        CheckpointedFilePath.allow(database, true);
        try (FileChannel opened = FilePath.get(name + CheckpointedFilePath.DATA).open("rw")) {
            long before = opened.size();
            if (before == 0) {
                return new Lengths(0, 0);
            }
            CheckpointedFile checkpointed = CheckpointedFilePath.opened(database);
            checkpointed.readUntil(System.nanoTime() + limit.toNanos());
            MVStore.compact(name + CheckpointedFilePath.DATA, file.toString(), false, null);
            compare(rows(name), rows(fresh.toString()));
            checkpointed.replace(file);
            return new Lengths(before, checkpointed.size());
        } finally {
            CheckpointedFilePath.allow(database, false);
            Files.deleteIfExists(file);
        }
    }

    private static void compare(Map<String, Long> before, Map<String, Long> after) throws IOException {
        if (!before.equals(after)) {
            throw new IOException("the new file holds other rows than the old one: " + after + " for " + before);
        }
    }

    /** How many rows each table has, as H2 itself reads the file. */
    private static Map<String, Long> rows(String database) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + database + ";ACCESS_MODE_DATA=r");
                Statement tables = connection.createStatement();
                Statement counts = connection.createStatement();
                ResultSet names = tables.executeQuery(
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
            while (names.next()) {
                String table = names.getString(1);
                try (ResultSet count = counts.executeQuery("select count(*) from \"" + table + "\"")) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }

    /** Bytes of the file. */
    public record Lengths(long before, long after) {}
}
