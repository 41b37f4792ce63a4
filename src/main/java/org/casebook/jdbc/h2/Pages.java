package org.casebook.jdbc.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Pages that are meant for the main file but wait beside it: first the pages in the order in which they were first
 * written, then, once sealed, for each its place and checksum, then sequence, size of the main file, number of pages,
 * checksum of all this, magic. A file without all of that is as good as none.
 */
final class Pages {
    static final int PAGE = 4096;
    private static final int ENTRY = 12;
    private static final int TRAILER = 32;
    private static final long MAGIC =
            ByteBuffer.wrap("CASEPGS1".getBytes(StandardCharsets.US_ASCII)).getLong();
    private final FileChannel file;
    private final Map<Long, Integer> slots = new HashMap<>();
    private final List<Long> places = new ArrayList<>();
    private final List<Integer> checksums = new ArrayList<>();
    private long sequence;
    private long size;

    Pages(FileChannel file) {
        this.file = file;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    long sequence() {
        return sequence;
    }

    /** Where a page of the main file waits; null if it does not. */
    @Nullable
    Integer slot(long page) {
        return slots.get(page);
    }

    /** Takes consecutive whole pages. */
    void put(long first, ByteBuffer pages) throws IOException {
        long page = first;
        while (pages.hasRemaining()) {
            int run = 1;
            Integer slot = slots.get(page);
            while (slot == null && run * PAGE < pages.remaining() && !slots.containsKey(page + run)) {
                run++;
            }
            int at = slot == null ? places.size() : slot;
            ByteBuffer some = pages.slice(pages.position(), run * PAGE);
            for (int i = 0; i < run; i++) {
                note(page + i, at + i, checksum(some.slice(i * PAGE, PAGE)));
            }
            writeFully(file, some, (long) at * PAGE);
            pages.position(pages.position() + run * PAGE);
            page += run;
        }
    }

    private void note(long page, int slot, int checksum) {
        if (slot == places.size()) {
            slots.put(page, slot);
            places.add(page);
            checksums.add(checksum);
        } else {
            checksums.set(slot, checksum);
        }
    }

    /** Reads from a waiting page. */
    void read(int slot, int offset, ByteBuffer into) throws IOException {
        readFully(file, into, (long) slot * PAGE + offset);
    }

    /** Makes the pages count, durably. */
    void seal(long sequence, long size) throws IOException {
        this.sequence = sequence;
        this.size = size;
        ByteBuffer end = ByteBuffer.allocate(places.size() * ENTRY + TRAILER);
        for (int i = 0; i < places.size(); i++) {
            end.putLong(places.get(i)).putInt(checksums.get(i));
        }
        end.putLong(sequence).putLong(size).putInt(places.size());
        end.putInt(checksum(end.slice(0, end.position()))).putLong(MAGIC);
        long at = (long) places.size() * PAGE;
        writeFully(file, end.flip(), at);
        file.truncate(at + end.limit());
        file.force(true);
    }

    /** Writes the pages into the main file, durably. Doing it twice is the same as doing it once. */
    void applyTo(FileChannel main) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        for (int slot = 0; slot < places.size(); slot++) {
            readFully(file, page.clear(), (long) slot * PAGE);
            writeFully(main, page.flip(), places.get(slot) * PAGE);
        }
        if (main.size() > size) {
            main.truncate(size);
        }
        main.force(true);
    }

    void clear() throws IOException {
        slots.clear();
        places.clear();
        checksums.clear();
        file.truncate(0);
    }

    /** From here on the pages do not come back, sealed, when the power goes: they would be older than the main file. */
    void forceCleared() throws IOException {
        file.force(true);
    }

    void close() throws IOException {
        file.close();
    }

    /** Reads a sealed file; whether it is one, with every page as it was sealed. */
    boolean load() throws IOException {
        long length = file.size();
        if (length < TRAILER) {
            return false;
        }
        ByteBuffer trailer = read(length - TRAILER, TRAILER);
        int count = trailer.getInt(16);
        long table = (long) count * PAGE;
        if (trailer.getLong(24) != MAGIC || count < 0 || table + (long) count * ENTRY + TRAILER != length) {
            return false;
        }
        ByteBuffer entries = read(table, count * ENTRY + TRAILER);
        if (checksum(entries.slice(0, count * ENTRY + 20)) != trailer.getInt(20)) {
            return false;
        }
        sequence = trailer.getLong(0);
        size = trailer.getLong(8);
        return loadPages(entries, count);
    }

    private boolean loadPages(ByteBuffer entries, int count) throws IOException {
        for (int slot = 0; slot < count; slot++) {
            long page = entries.getLong();
            int checksum = entries.getInt();
            if (checksum(read((long) slot * PAGE, PAGE)) != checksum) {
                return false;
            }
            note(page, slot, checksum);
        }
        return true;
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        readFully(file, bytes, at);
        return bytes.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Fills the buffer; what lies behind the end of the file is zero. */
    static void readFully(FileChannel file, ByteBuffer into, long at) throws IOException {
        long place = at;
        while (into.hasRemaining()) {
            int read = file.read(into, place);
            if (read < 0) {
                into.put(new byte[into.remaining()]);
                return;
            }
            place += read;
        }
    }

    static void writeFully(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += file.write(bytes, place);
        }
    }
}
