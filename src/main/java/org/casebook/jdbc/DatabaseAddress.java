package org.casebook.jdbc;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data are.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param user null where the URL says it or none is needed
 * @param password null where the URL says it or none is needed
 * @param connections the most connections that are opened to read, and the most to write
 * @param partitions into how many tables PostgreSQL cuts each table when it creates the schema; 1 for plain tables
 */
public record DatabaseAddress(
        String url, @Nullable String user, @Nullable String password, int connections, int partitions) {

    private static final int CONNECTIONS = 16;

    /** An H2 database in a file of this folder. */
    public static DatabaseAddress folder(Path folder) {
        String file = folder.toAbsolutePath().resolve("casebook").toString();
        return of("jdbc:h2:file:" + file + ";WRITE_DELAY=0;ANALYZE_AUTO=0;DB_CLOSE_ON_EXIT=FALSE");
    }

    /** An H2 database that lives as long as this process. */
    public static DatabaseAddress memory(String name) {
        return of("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;ANALYZE_AUTO=0");
    }

    public static DatabaseAddress of(String url) {
        return new DatabaseAddress(url, null, null, CONNECTIONS, 1);
    }

    public DatabaseAddress as(@Nullable String user, @Nullable String password) {
        return new DatabaseAddress(url, user, password, connections, partitions);
    }

    public DatabaseAddress withPartitions(int partitions) {
        return new DatabaseAddress(url, user, password, connections, partitions);
    }

    Dialect dialect() {
        return Dialect.of(url);
    }
}
