package org.casebook.jdbc;

import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;

/** The transaction lost a race and can be run again as it is; when it may not, the category says what a client sees. */
public final class RetryableException extends CasebookException {
    private static final long serialVersionUID = 1L;

    RetryableException(ErrorCategory category, String text, Throwable cause) {
        super(category, List.of(Issue.error(category.issueType(), text)), cause);
    }
}
