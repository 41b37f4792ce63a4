package org.casebook.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;

/**
 * Keeps what is worked on at once within the heap. A body costs about ten times its bytes while it is a tree, is indexed and
 * written, so the bytes of all bodies in flight are counted, and a request that would go beyond the limit is told to come
 * again instead of taking the server down with it.
 */
public final class Admission {
    /** This part of the heap for bodies leaves room for their trees and for everything else. */
    private static final long SHARE_OF_HEAP = 16;

    private final long limit;
    private final BooleanSupplier heapIsFull;
    private final AtomicLong inFlight = new AtomicLong();

    /**
     * @param limit bytes of bodies at once; 0 for a share of the heap
     * @param heapIsFull whether nothing more should be begun
     */
    public Admission(long limit, BooleanSupplier heapIsFull) {
        this.limit = limit > 0 ? limit : Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        this.heapIsFull = heapIsFull;
    }

    /** Bytes of bodies that are worked on. */
    public long bytesInFlight() {
        return inFlight.get();
    }

    public long limit() {
        return limit;
    }

    void requireHeap() {
        if (heapIsFull.getAsBoolean()) {
            throw new CasebookException(
                    ErrorCategory.BUSY, "The server is short of memory at the moment. Send the request again later.");
        }
    }

    /** What one request holds; given back as a whole when it has been answered. */
    final class Share implements AutoCloseable {
        private long held;

        /** Makes what is held at least this much. */
        void grow(long bytes) {
            if (bytes <= held) {
                return;
            }
            if (bytes > limit) {
                throw new CasebookException(
                        ErrorCategory.TOO_LARGE,
                        "The request's body is larger than the " + limit
                                + " bytes that this server has memory for; send less at a time, or give it more heap.");
            }
            long more = bytes - held;
            if (inFlight.addAndGet(more) > limit) {
                inFlight.addAndGet(-more);
                throw new CasebookException(
                        ErrorCategory.BUSY,
                        "The server has as many large requests at work as it has memory for. Send the request again later.");
            }
            held = bytes;
        }

        @Override
        public void close() {
            inFlight.addAndGet(-held);
            held = 0;
        }
    }
}
