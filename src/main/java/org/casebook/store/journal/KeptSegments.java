package org.casebook.store.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Segments that the database has caught up with, packed, until a backup holds what they hold: with the last backup, or
 * with nothing if there never was one, they are enough to build the database again.
 */
public final class KeptSegments {
    static final String PACKED = ".journal.gz";
    private final Path folder;

    public KeptSegments(Path journal) {
        this.folder = journal.resolve("kept");
    }

    /** Packs a segment that is about to be deleted. */
    public void keep(Path segment) {
        try {
            if (Files.size(segment) <= Segment.MAGIC.length) {
                return;
            }
            Files.createDirectories(folder);
            Path part = folder.resolve(segment.getFileName() + ".part");
            try (OutputStream file = Files.newOutputStream(part);
                    GZIPOutputStream packed = new Fast(file)) {
                Files.copy(segment, packed);
            }
            new RealDisk().forceFile(part);
            Files.move(part, folder.resolve(segment.getFileName() + ".gz"), StandardCopyOption.ATOMIC_MOVE);
            new RealDisk().forceFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Removes what a backup up to this number holds too. */
    public void release(long number) {
        try {
            List<Segment> segments = segments();
            for (int i = 0; i + 1 < segments.size() && segments.get(i + 1).first() <= number + 1; i++) {
                Files.delete(segments.get(i).file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Old files of the journal cannot be removed: " + e.getMessage(), e);
        }
    }

    /**
     * Hands over what the database lacks. Refuses damage and gaps, unless it is to go around them.
     *
     * @return the number that was reached
     */
    public long replay(long applied, boolean around, Consumer<JournalRecord> replay) {
        try {
            long[] reached = {applied};
            for (Segment segment : segments()) {
                Consumer<JournalRecord> reader = record -> {
                    if (record.number() > reached[0]) {
                        if (!around) {
                            Journal.refuseGap(segment, record, reached[0]);
                        }
                        replay.accept(record);
                        reached[0] = record.number();
                    }
                };
                if (around) {
                    segment.readAround(0, reader);
                } else if (segment.read(0, reader).damage() != null) {
                    throw Journal.damaged(segment, reached[0]);
                }
            }
            return reached[0];
        } catch (IOException e) {
            throw new UncheckedIOException("The kept journal cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Segment> segments() throws IOException {
        return Files.isDirectory(folder) ? Segment.of(folder, PACKED) : List.of();
    }

    /** A checkpoint should not wait for the last percent. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
