package org.casebook.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.TestPostgres;
import org.casebook.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is stopped, killed and started again under a server that sixteen clients write to. They are told 503, when to
 * come again and why, and nothing else ({@link WritesOverHttp}); then everything works again, and nothing is lost.
 */
class RestartTest {
    private static final int CLIENTS = 16;

    @TempDir
    Path folder;

    @Test
    void aRestartOfTheDatabaseUnderLoad() throws Exception {
        try (TestPostgres postgres = TestPostgres.own(folder)) {
            DatabaseAddress address = postgres.database("restarted");
            Acknowledgements told = new Acknowledgements();
            Map<String, String> settings = Map.of("database", address.url(), "empty", "true");
            try (TestServer server = TestServer.with(folder, settings)) {
                WritesOverHttp writes = new WritesOverHttp(server.base());
                Writers writers = new Writers(writes, "r", told).start(CLIENTS);
                writesGoOn(told);
                outage(server, postgres, postgres::stop, writes);
                writesGoOn(told);
                outage(server, postgres, postgres::kill, writes);
                writesGoOn(told);
                postgres.stop();
                postgres.start();
                writesGoOn(told);
                writers.stop();
                assertThat(server.get("Patient?_count=1").status()).isEqualTo(200);
            }
            Check.all(address, told);
        }
    }

    private static void outage(TestServer server, TestPostgres postgres, Blow blow, WritesOverHttp writes)
            throws Exception {
        int before = writes.turnedAway();
        blow.fall();
        while (writes.turnedAway() < before + CLIENTS) {
            Thread.sleep(50);
        }
        TestServer.Answer read = server.get("Patient/hot-1");
        assertThat(read.status()).isEqualTo(503);
        assertThat(read.header("Retry-After")).isNotEmpty();
        assertThat(read.firstIssue()).startsWith("transient");
        assertThat(server.get(server.server().adminAddress() + "/health/ready").status())
                .isEqualTo(503);
        assertThat(server.get(server.server().adminAddress() + "/health/live").status())
                .isEqualTo(200);
        postgres.start();
    }

    private static void writesGoOn(Acknowledgements told) throws InterruptedException {
        int before = told.count();
        long end = System.nanoTime() + 120_000_000_000L;
        while (told.count() < before + 3 * CLIENTS) {
            assertThat(System.nanoTime()).as("no writes for two minutes").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
