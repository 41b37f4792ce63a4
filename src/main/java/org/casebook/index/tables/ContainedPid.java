package org.casebook.index.tables;

/**
 * The number under which a contained resource is in the index: that of its container, with its place in the list of
 * contained resources in bits that no pid of a container uses.
 */
public final class ContainedPid {
    private static final int SHIFT = 33;
    private static final long PLACES = 1023;
    /** Contained resources beyond these are not found by {@code _contained=true}. */
    public static final int MOST = (int) PLACES;

    private ContainedPid() {}

    /** The number of the contained resource at this place, from 0. */
    public static long of(long container, int place) {
        return container | ((long) place + 1) << SHIFT;
    }

    public static long container(long contained) {
        return contained & ~(PLACES << SHIFT);
    }

    public static int place(long contained) {
        return (int) (contained >>> SHIFT & PLACES) - 1;
    }
}
