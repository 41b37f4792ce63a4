package org.casebook.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
public final class PowerCut implements AutoCloseable {
    private static final int SECTOR = 512;
    private final Map<Path, Platter> files = new HashMap<>();
    private final Set<Path> named = new HashSet<>();

    /** What is written to a file from here on counts as on its way. */
    public synchronized void opened(Path file) throws IOException {
        if (!files.containsKey(file)) {
            files.put(file, Platter.of(file));
        }
    }

    public synchronized void written(Path file, long at, byte[] bytes) {
        files.get(file).underWay.add(new Write(at, bytes));
    }

    public synchronized void truncated(Path file, long length) {
        files.get(file).underWay.add(new Write(length, null));
    }

    public synchronized void forced(Path file) throws IOException {
        files.get(file).force();
    }

    public synchronized void deleted(Path file) throws IOException {
        // The name may come back until its folder is forced.
        if (!named.contains(file)) {
            remove(file);
        }
        gone.add(file);
    }

    private final Set<Path> gone = new HashSet<>();

    public synchronized void folderForced(Path folder) throws IOException {
        files.keySet().stream().filter(file -> file.getParent().equals(folder)).forEach(named::add);
        for (Path file : List.copyOf(gone)) {
            if (file.getParent().equals(folder)) {
                remove(file);
                named.remove(file);
                gone.remove(file);
            }
        }
    }

    private void remove(Path file) throws IOException {
        Platter platter = files.remove(file);
        if (platter != null) {
            platter.forced.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Path file : List.copyOf(files.keySet())) {
            remove(file);
        }
    }

    /** Writes what a machine finds into another folder; each sector that was on its way has arrived with this chance. */
    public synchronized void find(Path folder, Path found, Random random, double chance) throws IOException {
        for (Map.Entry<Path, Platter> file : files.entrySet()) {
            if (!named.contains(file.getKey()) && random.nextDouble() >= chance) {
                continue;
            }
            Path target = found.resolve(folder.relativize(file.getKey()).toString());
            Files.createDirectories(target.getParent());
            file.getValue().survive(target, random, chance);
        }
    }

    /** @param bytes null: the file is cut to this length */
    private record Write(long at, byte[] bytes) {

        void onto(FileChannel file) throws IOException {
            if (bytes == null) {
                file.truncate(at);
            } else {
                part(file, 0, bytes.length);
            }
        }

        void part(FileChannel file, int from, int to) throws IOException {
            file.write(ByteBuffer.wrap(bytes, from, to - from), at + from);
        }

        /** Each sector by chance; those beside each other in one go. */
        void sectorsOnto(FileChannel file, Random random, double chance) throws IOException {
            int begin = 0;
            for (int from = 0; from < bytes.length; from += SECTOR) {
                if (random.nextDouble() >= chance) {
                    part(file, begin, from);
                    begin = Math.min(from + SECTOR, bytes.length);
                }
            }
            part(file, begin, bytes.length);
        }
    }

    /** What was forced is kept in a file of its own: the files of a database are too large to be held in memory twice. */
    private static final class Platter {
        private final FileChannel forced;
        private final List<Write> underWay = new ArrayList<>();

        private Platter(FileChannel forced) {
            this.forced = forced;
        }

        static Platter of(Path file) throws IOException {
            Path platter = Files.createTempFile("platter", "");
            if (Files.exists(file)) {
                Files.copy(file, platter, StandardCopyOption.REPLACE_EXISTING);
            }
            return new Platter(FileChannel.open(
                    platter, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        }

        void force() throws IOException {
            for (Write write : underWay) {
                write.onto(forced);
            }
            underWay.clear();
        }

        void survive(Path target, Random random, double chance) throws IOException {
            try (FileChannel after =
                    FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long at = 0; at < forced.size(); ) {
                    at += forced.transferTo(at, forced.size() - at, after.position(at));
                }
                for (Write write : underWay) {
                    if (write.bytes != null) {
                        write.sectorsOnto(after, random, chance);
                    } else if (random.nextDouble() < chance) {
                        write.onto(after);
                    }
                }
            }
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
