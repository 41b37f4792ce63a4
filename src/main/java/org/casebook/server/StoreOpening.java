package org.casebook.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;
import org.casebook.store.ResourceStore;
import org.h2.mvstore.MVStoreException;

/** Opens the store that the settings name; whatever stands in the way becomes one line for a person. */
final class StoreOpening {
    /** H2: the file is locked by another process. */
    private static final int H2_IN_USE = 90020;

    private static final String IN_USE = "it is in use by another process";

    private static final String WAY_OUT =
            ". If the file is damaged, 'casebook rebuild' builds it again from the journal and the last backup.";

    private StoreOpening() {}

    /**
     * @param parameters asked when the database is open; they may still be on their way
     */
    static ResourceStore open(Configuration configuration, Supplier<ParameterRegistry> parameters) {
        String url = configuration.get(Settings.DATABASE);
        String name = url.isEmpty() ? "the data folder " + configuration.get(Settings.DATA) : "the database " + url;
        try {
            return whole(ResourceStore.open(Database.open(address(configuration)), new IndexTables(parameters.get())));
        } catch (IOException e) {
            throw new StartException(StartException.Cause.STORE, "cannot use " + name + ": " + reason(e), e);
        } catch (RuntimeException e) {
            String line = "cannot open " + name + ": " + reason(e);
            throw new StartException(StartException.Cause.STORE, isDamaged(e, url) ? line + WAY_OUT : line, e);
        }
    }

    /** H2 opens a file whose tables it cannot read, and goes on without them. */
    private static ResourceStore whole(ResourceStore store) {
        try {
            store.read(reader -> {
                Session session = reader.session();
                for (String table : List.of("resource", "superseded", "piece", "store_state")) {
                    session.first(Sql.of("select 1 from " + table + " limit 1"), row -> true);
                }
                for (IndexTable table : IndexTable.values()) {
                    session.first(Sql.of("select 1 from " + table.tableName() + " limit 1"), row -> true);
                }
                return null;
            });
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static boolean isDamaged(Throwable e, String url) {
        Throwable root = root(e);
        return url.isEmpty() && !isInUse(e) && (root instanceof SQLException || root instanceof MVStoreException);
    }

    static DatabaseAddress address(Configuration configuration) throws IOException {
        return configuration.get(Settings.DATABASE).isEmpty()
                ? folder(configuration.get(Settings.DATA))
                : database(configuration);
    }

    static boolean isInUse(Throwable e) {
        return reason(e).startsWith(IN_USE);
    }

    /**
     * Absolute references below these addresses are references to this server. They must be the same whenever a resource is
     * indexed, so they come from the settings, not from requests: without an address for clients, those of the own machine.
     */
    static Set<String> bases(Configuration configuration) {
        String fixed = configuration.get(Settings.BASE_URL);
        if (!fixed.isEmpty()) {
            return Set.of(fixed);
        }
        int port = configuration.number(Settings.PORT);
        return port == 0
                ? Set.of()
                : Stream.of("127.0.0.1", "localhost", "[::1]")
                        .map(host -> "http://" + host + ":" + port + "/fhir")
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static DatabaseAddress folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
            throw new IOException("it must be readable and writable for this user");
        }
        return DatabaseAddress.folder(folder);
    }

    private static DatabaseAddress database(Configuration configuration) throws IOException {
        String user = configuration.get(Settings.DATABASE_USER);
        String file = configuration.get(Settings.DATABASE_PASSWORD_FILE);
        String password = file.isEmpty()
                ? configuration.get(Settings.DATABASE_PASSWORD)
                : Files.readString(Path.of(file)).lines().findFirst().orElse("");
        return DatabaseAddress.of(configuration.get(Settings.DATABASE))
                .as(user.isEmpty() ? null : user, password.isEmpty() ? null : password);
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
            if (root instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
                return IN_USE + "; stop that one or choose another --data folder";
            }
        }
        String kind = root.getClass().getSimpleName().replace("Exception", "");
        return root.getMessage() == null
                ? kind
                : root.getMessage().lines().findFirst().orElse(kind) + " (" + kind + ")";
    }
}
