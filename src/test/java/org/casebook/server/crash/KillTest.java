package org.casebook.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the real server at random moments while eight clients write, and compares. As often as one likes:
 * {@code mvn test -Dtest=KillTest -Dcasebook.kills.h2=100 -Dcasebook.kills.postgresql=30}.
 */
class KillTest {
    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    /** After so many kills a new store is begun, so that comparing does not take longer and longer. */
    private static final int KILLS_OF_A_STORE = 10;

    private static final int CLIENTS = 8;
    private final Random random = new Random();
    private int compared;
    private int kills;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOnH2() throws Exception {
        int wanted = Integer.getInteger("casebook.kills.h2", 3);
        while (kills < wanted) {
            Path data = Files.createTempDirectory(folder, "data");
            Acknowledgements told = new Acknowledgements();
            for (int i = 0; i < KILLS_OF_A_STORE && kills < wanted; i++) {
                killedWhileItWrites("h" + kills, told, () -> {}, "--data", data.toString());
                killedWhileItStarts("--data", data.toString());
                Check.all(DatabaseAddress.folder(data), told);
            }
            report("H2", told);
        }
    }

    @Test
    void nothingIsLostOnPostgres() throws Exception {
        int wanted = Integer.getInteger("casebook.kills.postgresql", 2);
        try (TestPostgres server = TestPostgres.own(folder)) {
            while (kills < wanted) {
                DatabaseAddress address = server.database("crash" + kills);
                Acknowledgements told = new Acknowledgements();
                for (int i = 0; i < KILLS_OF_A_STORE && kills < wanted; i++) {
                    boolean database = kills % 2 == 1;
                    killedWhileItWrites(
                            "p" + kills, told, database ? server::kill : () -> {}, "--database", address.url());
                    if (database) {
                        server.start();
                    }
                    Check.all(address, told);
                }
                report("PostgreSQL", told);
            }
        }
    }

    private void killedWhileItWrites(String run, Acknowledgements told, Blow blow, String... store) throws Exception {
        int before = told.count();
        try (Victim victim = Victim.start(store)) {
            Writers writers = new Writers(new WritesOverHttp(victim.base()), run, told).start(CLIENTS);
            while (told.count() == before) {
                Thread.sleep(20);
            }
            // Now and then long enough for a checkpoint, which comes after twenty seconds.
            Thread.sleep(random.nextInt(kills % 10 == 7 ? 30_000 : 4000));
            blow.fall();
            Thread.sleep(random.nextInt(200));
            victim.kill();
            kills++;
            writers.stop();
        }
        assertThat(told.count()).isGreaterThan(before);
    }

    /** Sometimes once more, while it makes good what the first time has left. */
    private void killedWhileItStarts(String... store) throws Exception {
        if (random.nextInt(4) == 0) {
            try (Victim victim = Victim.start(store)) {
                Thread.sleep(random.nextInt(4000));
                victim.kill();
                kills++;
            }
        }
    }

    private void report(String database, Acknowledgements told) {
        compared += told.count();
        LOG.warn("{}: {} kills, {} acknowledged writes, none lost", database, kills, compared);
    }
}
