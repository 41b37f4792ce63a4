package org.casebook.store.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.TestPostgres;
import org.casebook.store.ResourceStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the process that writes at random moments and compares. As often as one likes:
 * {@code mvn test -Dtest=KillTest -Dcasebook.kills.h2=100 -Dcasebook.kills.postgresql=30}.
 */
class KillTest {
    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    private final Random random = new Random();
    private final List<String> acknowledgements = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOnH2() throws Exception {
        int kills = Integer.getInteger("casebook.kills.h2", 3);
        for (int i = 0; i < kills; i++) {
            killed(folder.toString(), "h" + i);
            check(DatabaseAddress.folder(folder));
        }
        report("H2", kills);
    }

    @Test
    void nothingIsLostOnPostgres() throws Exception {
        int kills = Integer.getInteger("casebook.kills.postgresql", 2);
        try (TestPostgres server = TestPostgres.own(folder)) {
            DatabaseAddress address = server.database("crash");
            for (int i = 0; i < kills; i++) {
                Victim victim = Victim.start(address.url(), "p" + i);
                victim.awaitFirstLine();
                Thread.sleep(random.nextInt(1500));
                if (i % 2 == 1) {
                    server.kill();
                    Thread.sleep(random.nextInt(200));
                }
                acknowledgements.addAll(victim.kill());
                if (i % 2 == 1) {
                    server.start();
                }
                check(address);
            }
        }
        report("PostgreSQL", kills);
    }

    private void killed(String place, String run) throws Exception {
        Victim victim = Victim.start(place, run);
        victim.awaitFirstLine();
        Thread.sleep(random.nextInt(1500));
        List<String> told = victim.kill();
        assertThat(told).isNotEmpty();
        acknowledgements.addAll(told);
    }

    private void check(DatabaseAddress address) {
        Database database = Database.open(address);
        ProbeIndex.create(database);
        try (ResourceStore store = ResourceStore.open(database, new ProbeIndex())) {
            Check.all(store, acknowledgements);
        }
    }

    private void report(String database, int kills) {
        LOG.warn("{}: {} kills, {} acknowledged writes, none lost", database, kills, acknowledgements.size());
    }
}
