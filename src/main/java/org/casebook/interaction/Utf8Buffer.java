package org.casebook.interaction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Arrays;

/** A growing run of UTF-8 bytes; JSON that is mostly copied from the store is put together in it without a tree. */
final class Utf8Buffer {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
    private byte[] bytes;
    private int length;

    Utf8Buffer(int capacity) {
        bytes = new byte[Math.max(capacity, 256)];
    }

    /** Appends text that is ASCII and is JSON already. */
    Utf8Buffer ascii(String json) {
        int n = json.length();
        room(n);
        for (int i = 0; i < n; i++) {
            bytes[length + i] = (byte) json.charAt(i);
        }
        length += n;
        return this;
    }

    /** Appends a JSON string with its quotes and escapes. */
    Utf8Buffer string(String text) {
        byte[] encoded = ENCODER.quoteAsUTF8(text);
        room(encoded.length + 2);
        bytes[length++] = '"';
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        bytes[length++] = '"';
        return this;
    }

    /** Appends JSON that is kept as bytes. */
    Utf8Buffer raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    byte[] toBytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.multiplyExact(bytes.length, 2)));
        }
    }
}
