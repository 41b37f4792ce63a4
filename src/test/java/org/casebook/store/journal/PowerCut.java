package org.casebook.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Knows of every file what is on the platter and what is only on its way there, and can say what a machine finds after
 * the power has gone: what was forced, and of the rest nothing, or any part in any order.
 */
public final class PowerCut {
    private static final int SECTOR = 512;
    private final Map<Path, Platter> files = new HashMap<>();
    private final Set<Path> named = new HashSet<>();

    /** What is written to a file from here on counts as on its way. */
    public synchronized void opened(Path file) throws IOException {
        if (!files.containsKey(file)) {
            Platter platter = new Platter();
            if (Files.exists(file)) {
                platter.forced = Files.readAllBytes(file);
                platter.length = platter.forced.length;
            }
            files.put(file, platter);
        }
    }

    public synchronized void written(Path file, long at, byte[] bytes) {
        files.get(file).underWay.add(new Write(at, bytes));
    }

    public synchronized void truncated(Path file, long length) {
        files.get(file).underWay.add(new Write(length, null));
    }

    public synchronized void forced(Path file) {
        Platter platter = files.get(file);
        for (Write write : platter.underWay) {
            platter.apply(write, 0, write.bytes == null ? 0 : write.bytes.length);
        }
        platter.underWay.clear();
    }

    public synchronized void deleted(Path file) {
        // The name may come back until its folder is forced.
        if (!named.contains(file)) {
            files.remove(file);
        }
        gone.add(file);
    }

    private final Set<Path> gone = new HashSet<>();

    public synchronized void folderForced(Path folder) {
        files.keySet().stream().filter(file -> file.getParent().equals(folder)).forEach(named::add);
        gone.stream().filter(file -> file.getParent().equals(folder)).forEach(file -> {
            files.remove(file);
            named.remove(file);
        });
        gone.removeIf(file -> file.getParent().equals(folder));
    }

    /** Writes what a machine finds into another folder; each sector that was on its way has arrived with this chance. */
    public synchronized void find(Path folder, Path found, Random random, double chance) throws IOException {
        for (Map.Entry<Path, Platter> file : files.entrySet()) {
            if (!named.contains(file.getKey()) && random.nextDouble() >= chance) {
                continue;
            }
            Path target = found.resolve(folder.relativize(file.getKey()).toString());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue().survivors(random, chance));
        }
    }

    private record Write(long at, byte[] bytes) {}

    private static final class Platter {
        private byte[] forced = {};
        private int length;
        private final List<Write> underWay = new ArrayList<>();

        void apply(Write write, int from, int to) {
            if (write.bytes == null) {
                cut((int) write.at);
                return;
            }
            int end = (int) write.at + to;
            if (forced.length < end) {
                forced = Arrays.copyOf(forced, 2 * end);
            }
            length = Math.max(length, end);
            System.arraycopy(write.bytes, from, forced, (int) write.at + from, to - from);
        }

        private void cut(int end) {
            if (end < length) {
                Arrays.fill(forced, end, length, (byte) 0);
                length = end;
            }
        }

        byte[] survivors(Random random, double chance) {
            Platter after = new Platter();
            after.forced = Arrays.copyOf(forced, length);
            after.length = length;
            for (Write write : underWay) {
                if (write.bytes == null) {
                    if (random.nextDouble() < chance) {
                        after.apply(write, 0, 0);
                    }
                    continue;
                }
                for (int from = 0; from < write.bytes.length; from += SECTOR) {
                    if (random.nextDouble() < chance) {
                        after.apply(write, from, Math.min(write.bytes.length, from + SECTOR));
                    }
                }
            }
            return Arrays.copyOf(after.forced, after.length);
        }
    }

    /** A disk whose power can be cut. */
    public Disk disk() {
        RealDisk real = new RealDisk();
        return new Disk() {
            @Override
            public DiskFile open(Path file) throws IOException {
                opened(file);
                return new CutFile(file, real.open(file), Files.size(file));
            }

            @Override
            public void forceFolder(Path folder) throws IOException {
                real.forceFolder(folder);
                folderForced(folder);
            }

            @Override
            public void delete(Path file) throws IOException {
                real.delete(file);
                deleted(file);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                throw new UnsupportedOperationException("no journal file is renamed");
            }
        };
    }

    private final class CutFile implements DiskFile {
        private final Path file;
        private final DiskFile real;
        private long end;

        CutFile(Path file, DiskFile real, long end) {
            this.file = file;
            this.real = real;
            this.end = end;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            real.append(bytes);
            written(file, end, copy);
            end += copy.length;
        }

        @Override
        public void force() throws IOException {
            real.force();
            forced(file);
        }

        @Override
        public void truncate(long length) throws IOException {
            real.truncate(length);
            truncated(file, length);
            end = length;
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
