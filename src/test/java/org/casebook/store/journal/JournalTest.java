package org.casebook.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.casebook.error.CasebookException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    @Test
    void handsOverWhatTheDatabaseLacks() {
        try (Journal journal = open(0)) {
            write(journal, 1, 5);
        }
        assertThat(replayed(0)).containsExactly("1:u1", "2:u2", "3:u3", "4:u4", "5:u5");
        assertThat(replayed(3)).containsExactly("4:u4", "5:u5");
        assertThat(replayed(5)).isEmpty();
    }

    @Test
    void numbersGoOnBehindWhatTheDatabaseHas() {
        try (Journal journal = open(7)) {
            assertThat(journal.appended()).isEqualTo(7);
            write(journal, 8, 9);
        }
        assertThat(replayed(7)).containsExactly("8:u8", "9:u9");
    }

    @Test
    void cutsATailThatWasNeverFinished() throws IOException {
        try (Journal journal = open(0)) {
            write(journal, 1, 3);
        }
        Path segment = onlyWithRecords();
        byte[] bytes = Files.readAllBytes(segment);
        for (int lost = 1; lost < JournalRecord.HEADER + 2; lost += 11) {
            Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - lost));
            assertThat(replayed(0)).containsExactly("1:u1", "2:u2");
            removeEmptySegments(segment);
        }
    }

    @Test
    void refusesDamageBeforeSomethingThatWasPromised() throws IOException {
        try (Journal journal = open(0)) {
            write(journal, 1, 1);
            journal.await(1);
            write(journal, 2, 2);
            journal.await(2);
            write(journal, 3, 3);
        }
        Path segment = onlyWithRecords();
        byte[] bytes = Files.readAllBytes(segment);
        int second = Segment.MAGIC.length + JournalRecord.HEADER + 2 + 40;
        bytes[second - 7] ^= 1;
        Files.write(segment, bytes);
        assertThatThrownBy(() -> replayed(0))
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("after unit of work 1")
                .hasMessageContaining("casebook rebuild --skip-damaged");
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @Test
    void cutsAHoleThatNobodyWasPromised() throws IOException {
        try (Journal journal = open(0)) {
            write(journal, 1, 4);
        }
        Path segment = onlyWithRecords();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[Segment.MAGIC.length + JournalRecord.HEADER + 2 + 10] ^= 1;
        Files.write(segment, bytes);
        assertThat(replayed(0)).containsExactly("1:u1");
    }

    @Test
    void refusesALostFile() throws IOException {
        try (Journal journal = open(0)) {
            write(journal, 1, 2);
            journal.rotate();
            write(journal, 3, 4);
            journal.rotate();
            write(journal, 5, 6);
        }
        Files.delete(Segment.of(folder).get(1).file());
        assertThatThrownBy(() -> replayed(0)).hasMessageContaining("lacks the units of work from 3 to 4");
        assertThat(replayed(4)).containsExactly("5:u5", "6:u6");
    }

    @Test
    void damageThatTheDatabaseHasOvercomeDoesNotStopTheStart() throws IOException {
        try (Journal journal = open(0)) {
            write(journal, 1, 3);
            journal.rotate();
            write(journal, 4, 5);
        }
        Path first = Segment.of(folder).get(0).file();
        byte[] bytes = Files.readAllBytes(first);
        bytes[30] ^= 1;
        Files.write(first, bytes);
        assertThat(replayed(3)).containsExactly("4:u4", "5:u5");
    }

    @Test
    void whatIsTakenBackIsNotThere() {
        try (Journal journal = open(0)) {
            write(journal, 1, 2);
            journal.undo(1);
            journal.append(3, "u3".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(replayed(0)).containsExactly("1:u1", "3:u3");
    }

    @Test
    void releasesOnlyWhatIsWhollyBehind() {
        List<String> kept = new ArrayList<>();
        try (Journal journal = open(0)) {
            write(journal, 1, 2);
            assertThat(journal.rotate()).isEqualTo(2);
            write(journal, 3, 4);
            journal.release(2, file -> kept.add(file.getFileName().toString()));
            assertThat(kept).containsExactly("0000000000000001.journal");
            journal.release(3, file -> kept.add(file.getFileName().toString()));
            assertThat(kept).hasSize(1);
        }
        assertThat(replayed(2)).containsExactly("3:u3", "4:u4");
    }

    @Test
    void oneForceServesAllWhoWait() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        CountDownLatch allAppended = new CountDownLatch(1);
        Disk slow = new SlowDisk(forces, allAppended);
        var pool = Executors.newFixedThreadPool(20);
        try (Journal journal = Journal.open(folder, slow, 0, record -> {})) {
            write(journal, 1, 1);
            int before = forces.get();
            var first = pool.submit(() -> journal.await(1));
            while (forces.get() == before) {
                Thread.onSpinWait();
            }
            write(journal, 2, 20);
            List<java.util.concurrent.Future<?>> waiting = new ArrayList<>();
            for (int i = 2; i <= 20; i++) {
                long number = i;
                waiting.add(pool.submit(() -> journal.await(number)));
            }
            allAppended.countDown();
            first.get(10, TimeUnit.SECONDS);
            for (var one : waiting) {
                one.get(10, TimeUnit.SECONDS);
            }
            assertThat(forces.get() - before).isEqualTo(2);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void afterAFailedForceNothingIsAccepted() {
        Journal journal = Journal.open(folder, new FailingDisk(), 0, record -> {});
        write(journal, 1, 1);
        assertThatThrownBy(() -> journal.await(1)).isInstanceOf(CasebookException.class);
        assertThatThrownBy(() -> write(journal, 2, 2)).hasMessageContaining("refuses to be written");
        assertThatThrownBy(() -> journal.await(1)).hasMessageContaining("refuses to be written");
    }

    private Journal open(long applied) {
        return Journal.open(folder, new RealDisk(), applied, record -> {});
    }

    private List<String> replayed(long applied) {
        List<String> units = new ArrayList<>();
        Journal.open(
                        folder,
                        new RealDisk(),
                        applied,
                        record ->
                                units.add(record.number() + ":" + new String(record.payload(), StandardCharsets.UTF_8)))
                .close();
        return units;
    }

    private static void write(Journal journal, long from, long to) {
        for (long number = from; number <= to; number++) {
            journal.append(number, ("u" + number).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path onlyWithRecords() throws IOException {
        for (Segment segment : Segment.of(folder)) {
            if (Files.size(segment.file()) > Segment.MAGIC.length) {
                return segment.file();
            }
        }
        throw new AssertionError("no segment has records");
    }

    private void removeEmptySegments(Path but) throws IOException {
        for (Segment segment : Segment.of(folder)) {
            if (!segment.file().equals(but)) {
                Files.delete(segment.file());
            }
        }
    }

    /** A disk whose second force, the first that anybody waits for, takes until it is told to go on. */
    private static final class SlowDisk extends RealDiskOf {
        private final AtomicInteger forces;
        private final CountDownLatch goOn;
        private int opened;

        SlowDisk(AtomicInteger forces, CountDownLatch goOn) {
            this.forces = forces;
            this.goOn = goOn;
        }

        @Override
        void force() throws IOException {
            forces.incrementAndGet();
            if (opened++ > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    private static final class FailingDisk extends RealDiskOf {
        private int forces;

        @Override
        void force() throws IOException {
            if (forces++ > 0) {
                throw new IOException("no space left");
            }
        }
    }

    /** Files in a folder whose force is the test's. */
    private abstract static class RealDiskOf implements Disk {
        abstract void force() throws IOException;

        @Override
        public DiskFile open(Path file) throws IOException {
            var channel = java.nio.channels.FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            return new DiskFile() {
                @Override
                public void append(ByteBuffer bytes) throws IOException {
                    channel.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    RealDiskOf.this.force();
                }

                @Override
                public void truncate(long length) throws IOException {
                    channel.truncate(length);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public void forceFolder(Path folder) {}

        @Override
        public void delete(Path file) throws IOException {
            Files.delete(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to);
        }
    }
}
