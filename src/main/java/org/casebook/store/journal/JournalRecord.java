package org.casebook.store.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work in a segment: length of the payload (4 bytes), CRC-32C of all that follows (4), number (8), number of
 * the unit before (8), the number up to which the journal was forced when this was written (8), payload. The number
 * before shows a lost file; the forced number tells a tail that never reached the disk, which nobody was promised, from
 * damage to what was promised.
 */
public record JournalRecord(long number, long previous, long forced, byte[] payload) {
    static final int HEADER = 32;
    private static final int CHECKSUMMED_FROM = 8;

    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.length);
        bytes.putInt(payload.length)
                .putInt(0)
                .putLong(number)
                .putLong(previous)
                .putLong(forced)
                .put(payload);
        bytes.putInt(4, checksum(bytes, 0, payload.length));
        return bytes.flip();
    }

    int size() {
        return HEADER + payload.length;
    }

    /** The record that begins at this place; null when none does. */
    static @Nullable JournalRecord at(ByteBuffer segment, int at, long after) {
        if (segment.limit() - at < HEADER) {
            return null;
        }
        int length = segment.getInt(at);
        long number = segment.getLong(at + 8);
        if (length < 0 || length > segment.limit() - at - HEADER || number <= after) {
            return null;
        }
        if (segment.getInt(at + 4) != checksum(segment, at, length)) {
            return null;
        }
        byte[] payload = new byte[length];
        segment.get(at + HEADER, payload);
        return new JournalRecord(number, segment.getLong(at + 16), segment.getLong(at + 24), payload);
    }

    private static int checksum(ByteBuffer segment, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(segment.slice(at + CHECKSUMMED_FROM, HEADER - CHECKSUMMED_FROM + length));
        return (int) crc.getValue();
    }
}
