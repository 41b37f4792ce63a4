package org.casebook.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/** Encodes what comes in, portion by portion, into one array: the bytes themselves are never held as a whole. */
final class Base64Body {
    /** A multiple of three, so that only the last portion is padded. */
    private static final int PORTION = 48 * 1024;

    private final byte[] portion = new byte[PORTION];
    private byte[] encoded;
    private int length;

    /** @param expected how many bytes are said to come; negative where nobody knows */
    Base64Body(long expected) {
        this.encoded = new byte[Math.toIntExact(expected < 0 ? PORTION * 2L : encodedLength(expected))];
    }

    private static long encodedLength(long bytes) {
        return (bytes + 2) / 3 * 4;
    }

    /** Takes the next portion; answers how many bytes it had, 0 at the end. */
    int take(InputStream in) throws IOException {
        int read = in.readNBytes(portion, 0, PORTION);
        byte[] part = read == PORTION ? portion : Arrays.copyOf(portion, read);
        byte[] more = Base64.getEncoder().encode(part);
        if (length + more.length > encoded.length) {
            encoded = Arrays.copyOf(encoded, Math.max(encoded.length * 2, length + more.length));
        }
        System.arraycopy(more, 0, encoded, length, more.length);
        length += more.length;
        return read;
    }

    byte[] whole() {
        return length == encoded.length ? encoded : Arrays.copyOf(encoded, length);
    }
}
