package org.casebook.jdbc;

import java.nio.file.Path;
import org.casebook.jdbc.h2.CheckpointedFilePath;
import org.jspecify.annotations.Nullable;

/**
 * Where the data are.
 *
 * @param folder where an H2 file is kept with the journal that makes it safe; null for every other database
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param user null where the URL says it or none is needed
 * @param password null where the URL says it or none is needed
 * @param connections the most connections that are opened to read, and the most to write
 * @param partitions into how many tables PostgreSQL cuts each table when it creates the schema; 1 for plain tables
 */
public record DatabaseAddress(
        @Nullable Path folder,
        String url,
        @Nullable String user,
        @Nullable String password,
        int connections,
        int partitions) {

    /** The name of the database in its folder. */
    static final String FILE = "casebook";

    private static final int CONNECTIONS = 16;

    /** The journal makes commits durable, so H2 may write late and in long runs. */
    private static final String H2_FILE = ";WRITE_DELAY=5000;ANALYZE_AUTO=0;DB_CLOSE_ON_EXIT=FALSE";

    /** An H2 database in a file of this folder. */
    public static DatabaseAddress folder(Path folder) {
        // One spelling everywhere: an open file is known by its path, and ./data is not what H2 makes of it.
        Path home = folder.toAbsolutePath().normalize();
        return new DatabaseAddress(home, "jdbc:h2:" + file(home) + H2_FILE, null, null, CONNECTIONS, 1);
    }

    /** What H2 calls the database in this folder. */
    static String file(Path folder) {
        return CheckpointedFilePath.prefix()
                + folder.toAbsolutePath().normalize().resolve(FILE);
    }

    /** An H2 database that lives as long as this process. */
    public static DatabaseAddress memory(String name) {
        return of("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;ANALYZE_AUTO=0");
    }

    public static DatabaseAddress of(String url) {
        return new DatabaseAddress(null, url, null, null, CONNECTIONS, 1);
    }

    public DatabaseAddress as(@Nullable String user, @Nullable String password) {
        return new DatabaseAddress(folder, url, user, password, connections, partitions);
    }

    public DatabaseAddress withPartitions(int partitions) {
        return new DatabaseAddress(folder, url, user, password, connections, partitions);
    }

    Dialect dialect() {
        return Dialect.of(url);
    }
}
