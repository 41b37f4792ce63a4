package org.casebook.interaction;

import org.jspecify.annotations.Nullable;

/**
 * Where a page of everything of a whole type ended.
 *
 * @param pid the number of the resource whose everything was given last
 * @param within where in it the page ended; null at its beginning or end
 * @param isDone whether all of it was given
 */
record EverythingPosition(long pid, @Nullable String within, boolean isDone) {
    private static final String DONE = "done";
    private static final EverythingPosition START = new EverythingPosition(Long.MIN_VALUE, null, true);

    static EverythingPosition parse(@Nullable String page) {
        if (page == null) {
            return START;
        }
        int dot = page.indexOf('.');
        try {
            long pid = Long.parseLong(page.substring(0, Math.max(0, dot)));
            String rest = page.substring(dot + 1);
            boolean done = rest.equals(DONE);
            return new EverythingPosition(pid, done ? null : rest, done);
        } catch (NumberFormatException e) {
            throw EverythingRequest.invalid("_page is not one that this server has given; follow the links.");
        }
    }

    /** Where to begin in the everything of this resource; null for its beginning. */
    @Nullable
    String within(long subject) {
        return subject == pid && !isDone ? within : null;
    }

    @Override
    public String toString() {
        return pid + "." + (isDone ? DONE : within);
    }
}
