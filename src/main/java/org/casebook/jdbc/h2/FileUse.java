package org.casebook.jdbc.h2;

/**
 * How much of a database file holds what is still needed.
 *
 * @param size bytes of the file
 * @param live bytes of it that are needed, more or less
 */
public record FileUse(long size, long live) {
    /** A file that is not longer than this is never worth an effort. */
    private static final long SMALL = 32L << 20;

    /** Whether a good part of the file is there for nothing. */
    public boolean isWasteful() {
        return size > SMALL && live < size / 5 * 3;
    }
}
