package org.casebook.store.journal;

import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;

/** The journal lacks something that was promised; the message names the way out. */
public final class JournalDamaged extends CasebookException {
    private static final long serialVersionUID = 1L;

    JournalDamaged(String text) {
        super(ErrorCategory.FAULT, List.of(Issue.fatal(IssueType.EXCEPTION, text)));
    }
}
