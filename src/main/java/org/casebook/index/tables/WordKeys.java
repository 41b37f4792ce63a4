package org.casebook.index.tables;

/** The numbers in the lists of words on H2: a hash of parameter and word, then the pid (see V11__words.sql). */
public final class WordKeys {
    private static final int PID_BITS = 33;
    private static final long PID = (1L << PID_BITS) - 1;

    private WordKeys() {}

    /** The smallest number of the list of a word: 31 bits of the hash, then zeros. */
    public static long first(int param, String word) {
        return (Keys.hash(param + " " + word) >>> PID_BITS) << PID_BITS;
    }

    /** The largest number of the list that begins with {@code first}. */
    public static long last(long first) {
        return first | PID;
    }

    public static long pid(long key) {
        return key & PID;
    }

    static long of(int param, String word, long pid) {
        return first(param, word) | pid;
    }

    /** Contained resources have larger numbers, and no lists. */
    static boolean isListed(long pid) {
        return (pid & ~PID) == 0;
    }
}
