package org.casebook.search;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins; all that a page link carries beside the query.
 *
 * @param backward whether the page lies before the hit, not after it
 * @param target which of the searched types the hit is of
 * @param from the hit next to the page; null: the end of the result that the direction starts at
 * @param count how many hits the page has when it is not a whole one; 0: as many as the query says
 * @param total the total as it was counted for the first page; -1: not counted
 */
record PageToken(boolean backward, int target, @Nullable Found from, int count, long total) {
    static final PageToken FIRST = new PageToken(false, 0, null, 0, -1);
    private static final int VERSION = 3;

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeBoolean(backward);
            out.writeShort(target);
            out.writeShort(count);
            out.writeLong(total);
            out.writeByte(from == null ? -1 : from.keys().size());
            if (from != null) {
                out.writeLong(from.pid());
                for (Object key : from.keys()) {
                    write(out, key);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, @Nullable Object key) throws IOException {
        if (key == null) {
            out.writeByte('n');
        } else if (key instanceof Long number) {
            out.writeByte('l');
            out.writeLong(number);
        } else if (key instanceof Double number) {
            out.writeByte('d');
            out.writeDouble(number);
        } else {
            out.writeByte('s');
            out.writeUTF(key.toString());
        }
    }

    /** Reads what {@link #bytes} has written; the signature has been checked before. */
    static PageToken read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() != VERSION) {
            throw new IOException("a page link of another release");
        }
        boolean backward = in.readBoolean();
        int target = in.readShort();
        int count = in.readShort();
        long total = in.readLong();
        int keys = in.readByte();
        Found from = keys < 0 ? null : found(in, keys);
        return new PageToken(backward, target, from, count, total);
    }

    private static Found found(DataInputStream in, int count) throws IOException {
        long pid = in.readLong();
        List<@Nullable Object> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(
                    switch (in.readByte()) {
                        case 'n' -> null;
                        case 'l' -> (Object) in.readLong();
                        case 'd' -> (Object) in.readDouble();
                        default -> in.readUTF();
                    });
        }
        return new Found(keys, pid);
    }
}
