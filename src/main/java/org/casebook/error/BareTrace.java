package org.casebook.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown and where, for the log: classes, SQL states and stack traces, but no messages. Those of databases and
 * parsers quote the values that they failed on, and those are patients' data.
 */
public final class BareTrace extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 10;

    private BareTrace(Throwable thrown, @Nullable BareTrace cause) {
        super(name(thrown), cause);
        setStackTrace(thrown.getStackTrace());
    }

    public static BareTrace of(Throwable thrown) {
        return of(thrown, DEEPEST);
    }

    private static BareTrace of(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause();
        return new BareTrace(thrown, cause == null || depth == 0 ? null : of(cause, depth - 1));
    }

    private static String name(Throwable thrown) {
        String name = thrown.getClass().getName();
        return thrown instanceof SQLException sql ? name + " " + sql.getSQLState() + " " + sql.getErrorCode() : name;
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
