package org.casebook.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL of this test run, as durable as a real one; it can be killed and started again. */
public final class TestPostgres implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final Path data;
    private EmbeddedPostgres server;

    private TestPostgres(Path data) {
        this.data = data;
        this.server = started(data, 0);
    }

    /** A new and empty database in the server that all tests share. */
    public static DatabaseAddress create() {
        return Shared.SERVER.database("casebook_" + NUMBER.incrementAndGet());
    }

    /** A server of a test's own. */
    public static TestPostgres own(Path folder) {
        return new TestPostgres(folder.resolve("postgresql"));
    }

    /** A new and empty database in it. */
    public DatabaseAddress database(String name) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return DatabaseAddress.of(server.getJdbcUrl("postgres", name));
    }

    /** Stops it as an administrator does: connections are cut, the data are written. */
    public void stop() throws IOException {
        server.close();
    }

    /** SIGKILL to the server and to each of its processes. */
    public void kill() throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        var backends = postmaster.children().toList();
        postmaster.destroyForcibly();
        backends.forEach(ProcessHandle::destroyForcibly);
        for (int i = 0; i < 200 && (postmaster.isAlive() || backends.stream().anyMatch(ProcessHandle::isAlive)); i++) {
            Thread.sleep(20);
        }
        // Finds nobody to stop, and gives its lock back, so that start can take it.
        server.close();
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Starts it again with the same data and on the same port. */
    public void start() {
        int port = server.getPort();
        server = started(data, port);
    }

    private static EmbeddedPostgres started(Path data, int port) {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "300");
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Shared {
        static final TestPostgres SERVER = own(folder());

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("casebook-postgresql");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    SERVER.close();
                    remove(folder);
                }));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path folder) {
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .map(Path::toFile)
                        .forEach(java.io.File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
