package org.casebook.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;

/**
 * Reads a request's body: never more than the limit, whatever Content-Length says or gzip hides, and not from a client that
 * sends so slowly that it holds a thread for nothing. The pace is that of the reading alone: a server under load must not
 * take its own delay for the client's.
 *
 * @param maxBytes the largest body
 * @param bytesPerSecond the slowest pace, from the tenth second on
 * @param text what it may be like
 */
record BodyReader(long maxBytes, long bytesPerSecond, TextLimits text) {
    private static final int PORTION = 16 * 1024;
    private static final long PATIENCE_SECONDS = 10;

    /** @param share grows with what is read */
    byte[] read(HttpServletRequest request, Admission.Share share) {
        byte[] body = read(request, share, this::bytes);
        text.check(body, request.getContentType());
        return body;
    }

    /** In base64, with the same limits. */
    byte[] readBase64(HttpServletRequest request, Admission.Share share) {
        return read(request, share, this::base64);
    }

    private interface Reading {
        byte[] read(InputStream in, long expected, Admission.Share share) throws IOException;
    }

    private byte[] read(HttpServletRequest request, Admission.Share share, Reading reading) {
        long expected = request.getContentLengthLong();
        if (expected > maxBytes) {
            throw tooLarge();
        }
        share.grow(expected);
        try {
            return reading.read(request.getInputStream(), expected, share);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (RuntimeException e) {
            // Jetty wraps what its decompression finds.
            if (e.getCause() instanceof IOException cause) {
                throw unreadable(cause);
            }
            throw e;
        }
    }

    private byte[] bytes(InputStream in, long expected, Admission.Share share) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(PORTION, Math.toIntExact(expected)));
        byte[] portion = new byte[PORTION];
        long started = System.nanoTime();
        for (int n = in.read(portion); n >= 0; n = in.read(portion)) {
            body.write(portion, 0, n);
            require(body.size(), started, share);
        }
        return body.toByteArray();
    }

    private byte[] base64(InputStream in, long expected, Admission.Share share) throws IOException {
        Base64Body body = new Base64Body(expected);
        long started = System.nanoTime();
        long size = 0;
        for (int n = body.take(in); n > 0; n = body.take(in)) {
            size += n;
            require(size, started, share);
        }
        return body.whole();
    }

    private void require(long size, long started, Admission.Share share) {
        if (size > maxBytes) {
            throw tooLarge();
        }
        share.grow(size);
        requirePace(size, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
    }

    private void requirePace(long bytes, long seconds) {
        if (seconds >= PATIENCE_SECONDS && bytes < seconds * bytesPerSecond) {
            throw new CasebookException(
                    ErrorCategory.TIMEOUT,
                    "The request's body comes more slowly than " + bytesPerSecond + " bytes a second.");
        }
    }

    private static CasebookException unreadable(IOException e) {
        if (e.getCause() instanceof TimeoutException) {
            return new CasebookException(
                    ErrorCategory.TIMEOUT,
                    "The request's body stopped before its end, and no more of it came in time.");
        }
        return new CasebookException(
                ErrorCategory.INVALID, "The request's body could not be read to its end: " + e.getMessage());
    }

    private CasebookException tooLarge() {
        return new CasebookException(
                ErrorCategory.TOO_LARGE,
                "The request's body is larger than " + maxBytes
                        + " bytes; send less at a time, or raise the server's max-body.");
    }
}
