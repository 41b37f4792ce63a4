package org.casebook.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.h2.Compaction;
import org.casebook.store.JournalledStore;
import org.casebook.store.ResourceStore;
import org.casebook.store.journal.PowerCut;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the power away from a store on H2 while it writes: every sector that was not forced has arrived by chance. */
class PowerCutTest {
    private static final Logger LOG = LoggerFactory.getLogger(PowerCutTest.class);

    @TempDir
    Path folder;

    private final PowerCut power = new PowerCut();

    @AfterEach
    void close() throws IOException {
        CutFilePath.cut = new PowerCut();
        power.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.7, 0.97})
    void nothingAcknowledgedIsLost(double chance) throws Exception {
        int cuts = Integer.getInteger("casebook.cuts", 2);
        Random random = new Random();
        CutFilePath.cut = power;
        FilePath.register(new CutFilePath());
        Path data = Files.createDirectories(folder.resolve("data"));
        ParameterRegistry parameters = Check.parameters();
        Acknowledgements told = new Acknowledgements();
        Database database = Database.open(address(data));
        try (ResourceStore store = JournalledStore.open(database, new IndexTables(parameters), power.disk())) {
            Writers writers = new Writers(new WritesToStore(store, parameters), "c", told).start(4);
            while (told.count() == 0) {
                Thread.sleep(20);
            }
            for (int i = 0; i < cuts; i++) {
                Thread.sleep(random.nextInt(500));
                if (random.nextBoolean()) {
                    JournalledStore.checkpoint(store);
                }
                Thread.sleep(random.nextInt(300));
                if (random.nextBoolean()) {
                    database.tidy();
                }
                check(data, random, chance, told);
            }
            writers.stop();
        }
        LOG.warn("chance {}: {} cuts, {} acknowledged writes, none lost", chance, cuts, told.count());
    }

    /** A compaction is whole or has not been, wherever it is cut. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.97})
    void aCompactionIsWholeOrHasNotBeen(double chance) throws Exception {
        CutFilePath.cut = power;
        FilePath.register(new CutFilePath());
        Path data = Files.createDirectories(folder.resolve("data"));
        ParameterRegistry parameters = Check.parameters();
        Acknowledgements told = new Acknowledgements();
        try (ResourceStore store =
                JournalledStore.open(Database.open(address(data)), new IndexTables(parameters), power.disk())) {
            Writers writers = new Writers(new WritesToStore(store, parameters), "c", told).start(4);
            while (told.count() < 60) {
                Thread.sleep(20);
            }
            writers.stop();
        }
        Random random = new Random();
        List<Path> found = new ArrayList<>();
        int cuts = Integer.getInteger("casebook.cuts", 2) * 3;
        CutFilePath.moment = () -> {
            if (found.size() < cuts && random.nextInt(20) == 0) {
                try {
                    Path one = Files.createTempDirectory(folder, "found");
                    power.find(data, one, random, chance);
                    found.add(one);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        Compaction.Lengths lengths = Compaction.run(file(data), Duration.ofMinutes(5));
        CutFilePath.moment = () -> {};
        assertThat(lengths.after()).isBetween(1L, lengths.before());
        assertThat(found).isNotEmpty();
        found.add(Files.createTempDirectory(folder, "after"));
        power.find(data, found.get(found.size() - 1), random, chance);
        for (Path one : found) {
            Check.all(DatabaseAddress.folder(one), told);
        }
    }

    private void check(Path data, Random random, double chance, Acknowledgements told) throws Exception {
        Path found = Files.createTempDirectory(folder, "found");
        Acknowledgements before = told.copy();
        power.find(data, found, random, chance);
        Check.all(DatabaseAddress.folder(found), before);
    }

    /** H2 writes behind every 50 ms here, so that there is always something on its way. */
    private static DatabaseAddress address(Path data) {
        String url = "jdbc:h2:" + file(data) + ";WRITE_DELAY=50;ANALYZE_AUTO=0;DB_CLOSE_ON_EXIT=FALSE";
        return new DatabaseAddress(data, url, null, null, 16, 1);
    }

    private static String file(Path data) {
        return "casebook:cut:" + data.resolve("casebook");
    }
}
