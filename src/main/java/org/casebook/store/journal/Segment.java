package org.casebook.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of the journal, named by the first number that may stand in it: eight bytes of magic, then records. */
record Segment(Path file, long first) {
    static final String SUFFIX = ".journal";
    static final byte[] MAGIC = "CASEJRN1".getBytes(StandardCharsets.US_ASCII);

    static Segment starting(Path folder, long first) {
        return new Segment(folder.resolve(String.format("%016x%s", first, SUFFIX)), first);
    }

    /** The segments of a folder in their order. */
    static List<Segment> of(Path folder) throws IOException {
        return of(folder, SUFFIX);
    }

    static List<Segment> of(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .map(Segment::named)
                    .toList();
        }
    }

    private static Segment named(Path file) {
        String name = file.getFileName().toString();
        return new Segment(file, Long.parseUnsignedLong(name.substring(0, name.indexOf('.')), 16));
    }

    /** Hands over each record up to the end, or to the place where no record can be read. */
    Reading read(long after, Consumer<JournalRecord> reader) throws IOException {
        ByteBuffer bytes = bytes();
        if (bytes.limit() == 0) {
            return new Reading(0, after, null);
        }
        return hasMagic(bytes) ? read(bytes, MAGIC.length, after, reader) : damaged(bytes, 0, after);
    }

    /** Hands over every record that can be read, whatever lies between. Answers the last number. */
    long readAround(long after, Consumer<JournalRecord> reader) throws IOException {
        ByteBuffer bytes = bytes();
        long last = after;
        int at = 0;
        while (at < bytes.limit()) {
            JournalRecord record = JournalRecord.at(bytes, at, last);
            if (record == null) {
                at++;
                continue;
            }
            reader.accept(record);
            last = record.number();
            at += record.size();
        }
        return last;
    }

    private ByteBuffer bytes() throws IOException {
        if (file.toString().endsWith(KeptSegments.PACKED)) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
                return ByteBuffer.wrap(in.readAllBytes());
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.size() == 0
                    ? ByteBuffer.allocate(0)
                    : channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    private static Reading read(ByteBuffer bytes, int from, long after, Consumer<JournalRecord> reader) {
        long last = after;
        int at = from;
        while (at < bytes.limit()) {
            JournalRecord record = JournalRecord.at(bytes, at, last);
            if (record == null) {
                return damaged(bytes, at, last);
            }
            reader.accept(record);
            last = record.number();
            at += record.size();
        }
        return new Reading(at, last, null);
    }

    private static boolean hasMagic(ByteBuffer bytes) {
        byte[] magic = new byte[MAGIC.length];
        if (bytes.limit() < magic.length) {
            return false;
        }
        bytes.get(0, magic);
        return Arrays.equals(magic, MAGIC);
    }

    /** Looks behind a damaged place for records that prove that it had been forced. */
    private static Reading damaged(ByteBuffer bytes, int at, long last) {
        boolean promised = false;
        int from = at + 1;
        while (from < bytes.limit() && !promised) {
            JournalRecord record = JournalRecord.at(bytes, from, last);
            promised = record != null && record.forced() > last;
            from += record == null ? 1 : record.size();
        }
        return new Reading(at, last, new Damage(at, bytes.limit() - at, promised));
    }

    /**
     * What a reading came to.
     *
     * @param end the length of the part that could be read
     * @param last the number of the last record in it
     */
    record Reading(long end, long last, @Nullable Damage damage) {}

    /**
     * A place that is no record.
     *
     * @param promised whether a later record says that what stood here had been forced to disk
     */
    record Damage(long at, long length, boolean promised) {}
}
