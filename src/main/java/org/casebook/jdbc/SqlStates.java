package org.casebook.jdbc;

import static java.util.Map.entry;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;

/** What a failed statement means for the one who asked: the only place that reads SQL states. */
final class SqlStates {
    private static final String LOST_RACE =
            "Another write changed the same data at the same moment, several times in a row. Send the request again.";
    private static final String TAKEN = "What was to be created exists already. Read it and try again.";
    private static final String TOO_SLOW =
            "The database stopped the request because it took too long. Ask for less: more criteria, a smaller _count.";
    private static final String OUT_OF_MEMORY =
            "The database ran out of memory at this request. Send less at a time, or later.";
    private static final String UNAVAILABLE = "The database cannot be reached at the moment. Send the request again.";

    private static final Map<String, String> RETRY =
            Map.ofEntries(entry("40001", LOST_RACE), entry("40P01", LOST_RACE), entry("HYT00", LOST_RACE));

    private SqlStates() {}

    static CasebookException translate(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (RETRY.containsKey(state)) {
            return new RetryableException(ErrorCategory.BUSY, RETRY.get(state), e);
        }
        if (state.equals("23505")) {
            return new RetryableException(ErrorCategory.CONFLICT, TAKEN, e);
        }
        if (isCancelled(e)) {
            return failure(ErrorCategory.TOO_COSTLY, TOO_SLOW, e);
        }
        if (state.equals("90108")) {
            return failure(ErrorCategory.BUSY, OUT_OF_MEMORY, e);
        }
        if (isConnectionLost(e)) {
            return unavailable(e);
        }
        return failure(ErrorCategory.FAULT, "The database refused a statement: " + state, e);
    }

    static CasebookException unavailable(SQLException e) {
        return failure(ErrorCategory.BUSY, UNAVAILABLE, e);
    }

    /** H2's and PostgreSQL's word for a statement that was stopped from outside. */
    static boolean isCancelled(SQLException e) {
        return "57014".equals(e.getSQLState());
    }

    /** Class 08, PostgreSQL's shutdown, start and "too many connections", H2's closed database, the pool's time-out. */
    static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || List.of("90098", "90121", "90067").contains(state)
                || e instanceof java.sql.SQLTransientConnectionException;
    }

    private static CasebookException failure(ErrorCategory category, String text, SQLException e) {
        return new CasebookException(category, List.of(Issue.error(category.issueType(), text)), e);
    }
}
