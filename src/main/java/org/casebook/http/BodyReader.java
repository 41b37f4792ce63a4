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
 */
record BodyReader(long maxBytes, long bytesPerSecond) {
    private static final int PORTION = 16 * 1024;
    private static final long PATIENCE_SECONDS = 10;

    /** @param share grows with what is read */
    byte[] read(HttpServletRequest request, Admission.Share share) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        share.grow(request.getContentLengthLong());
        try {
            return read(request.getInputStream(), share);
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

    private byte[] read(InputStream in, Admission.Share share) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(PORTION);
        byte[] portion = new byte[PORTION];
        long started = System.nanoTime();
        for (int n = in.read(portion); n >= 0; n = in.read(portion)) {
            body.write(portion, 0, n);
            if (body.size() > maxBytes) {
                throw tooLarge();
            }
            share.grow(body.size());
            requirePace(body.size(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
        }
        return body.toByteArray();
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
