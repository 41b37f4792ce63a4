package org.casebook.server;

/** The server cannot start for a reason outside the program; the message is one line for a person. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Cause {
        PORT,
        STORE
    }

    private final Cause cause;

    public StartException(Cause cause, String message, Throwable reason) {
        super(message, reason);
        this.cause = cause;
    }

    public Cause cause() {
        return cause;
    }
}
