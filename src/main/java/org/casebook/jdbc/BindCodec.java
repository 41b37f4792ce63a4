package org.casebook.jdbc;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The values of a statement or of a row as bytes: a letter for the kind, then the value. */
public final class BindCodec {
    private BindCodec() {}

    public static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("A length below zero");
        }
        // A damaged length must not take more memory than there are bytes.
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    public static void write(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof String text) {
            out.writeByte('S');
            writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            out.writeByte('L');
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? 'T' : 'F');
        } else if (value instanceof byte[] bytes) {
            out.writeByte('B');
            writeBytes(out, bytes);
        } else if (value instanceof BigDecimal decimal) {
            out.writeByte('D');
            out.writeUTF(decimal.toString());
        } else if (value instanceof Double number) {
            out.writeByte('P');
            out.writeDouble(number);
        } else {
            throw new IllegalArgumentException("A journal cannot hold a " + value.getClass());
        }
    }

    public static @Nullable Object read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case '0' -> null;
            case 'S' -> new String(readBytes(in), StandardCharsets.UTF_8);
            case 'L' -> in.readLong();
            case 'T' -> true;
            case 'F' -> false;
            case 'B' -> readBytes(in);
            case 'D' -> new BigDecimal(in.readUTF());
            case 'P' -> in.readDouble();
            default -> throw new IOException("Unknown kind of value " + kind);
        };
    }
}
