package org.casebook.store.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.store.JournalledStore;
import org.casebook.store.ResourceStore;
import org.casebook.store.journal.PowerCut;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes the power away from a store on H2 while it writes: every sector that was not forced has arrived by chance. */
class PowerCutTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.7, 0.97})
    void nothingAcknowledgedIsLost(double chance) throws Exception {
        int cuts = Integer.getInteger("casebook.cuts", 2);
        Random random = new Random();
        PowerCut power = new PowerCut();
        CutFilePath.cut = power;
        FilePath.register(new CutFilePath());
        Path data = Files.createDirectories(folder.resolve("data"));
        Database database = Database.open(address(data));
        ProbeIndex.create(database);
        List<String> told = new ArrayList<>();
        try (ResourceStore store = JournalledStore.open(database, new ProbeIndex(), power.disk())) {
            Writers writers = new Writers(store, "c", line -> {
                synchronized (told) {
                    told.add(line);
                }
            });
            List<Thread> threads = writers.start(4);
            while (sizeOf(told) == 0) {
                Thread.sleep(20);
            }
            for (int i = 0; i < cuts; i++) {
                Thread.sleep(random.nextInt(500));
                if (random.nextBoolean()) {
                    JournalledStore.checkpoint(store);
                }
                Thread.sleep(random.nextInt(300));
                check(power, data, random, chance, told);
            }
            writers.stop();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static int sizeOf(List<String> told) {
        synchronized (told) {
            return told.size();
        }
    }

    private void check(PowerCut power, Path data, Random random, double chance, List<String> told) throws Exception {
        Path found = Files.createTempDirectory(folder, "found");
        List<String> before;
        synchronized (told) {
            before = List.copyOf(told);
        }
        power.find(data, found, random, chance);
        try (ResourceStore store = ResourceStore.open(Database.open(DatabaseAddress.folder(found)), new ProbeIndex())) {
            Check.all(store, before);
        }
    }

    /** H2 writes behind every 50 ms here, so that there is always something on its way. */
    private static DatabaseAddress address(Path data) {
        String file = data.resolve("casebook").toString();
        String url = "jdbc:h2:casebook:cut:" + file + ";WRITE_DELAY=50;ANALYZE_AUTO=0;DB_CLOSE_ON_EXIT=FALSE";
        return new DatabaseAddress(data, url, null, null, 16, 1);
    }
}
