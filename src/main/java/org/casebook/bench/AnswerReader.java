package org.casebook.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads HTTP/1.1 answers one after the other (RFC 9112), with a length or in chunks. */
final class AnswerReader {
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private long length;
    private boolean chunked;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    Answer read() throws IOException {
        int status;
        do {
            status = status(line());
            length = 0;
            chunked = false;
            for (String line = line(); !line.isEmpty(); line = line()) {
                header(line);
            }
        } while (status < 200);
        return new Answer(status, chunked ? chunks() : bytes(Math.toIntExact(length)));
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new IOException("not an answer of HTTP/1.1: " + line);
        }
        return Integer.parseInt(line, 9, 12, 10);
    }

    private void header(String line) {
        if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
            length = Long.parseLong(line.substring(15).trim());
        } else if (line.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
            chunked = line.regionMatches(true, line.length() - 7, "chunked", 0, 7);
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(32 * 1024);
        while (true) {
            int size = Integer.parseInt(line().split(";")[0].trim(), 16);
            if (size > 0) {
                all.writeBytes(bytes(size));
            }
            String end = line();
            if (size == 0) {
                while (!end.isEmpty()) {
                    end = line();
                }
                return all.toByteArray();
            }
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] body = new byte[count];
        int have = Math.min(count, to - from);
        System.arraycopy(buffer, from, body, 0, have);
        from += have;
        if (in.readNBytes(body, have, count - have) < count - have) {
            throw new EOFException("the server closed the connection inside an answer");
        }
        return body;
    }

    private String line() throws IOException {
        int scanned = from;
        while (true) {
            for (int i = scanned; i < to; i++) {
                if (buffer[i] == '\n') {
                    String line = new String(buffer, from, i - from - 1, StandardCharsets.ISO_8859_1);
                    from = i + 1;
                    return line;
                }
            }
            scanned = to - from;
            fill();
        }
    }

    /** Moves what is left to the front and reads more behind it. */
    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            throw new IOException("a header line is longer than " + buffer.length + " bytes");
        }
        int read = in.read(buffer, to, buffer.length - to);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        to += read;
    }
}
