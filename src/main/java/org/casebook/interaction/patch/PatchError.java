package org.casebook.interaction.patch;

import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;

/** The two ways in which a patch is refused (RFC 5789 section 2.2). */
final class PatchError {
    private PatchError() {}

    /** The document itself is not a patch: 400. */
    static CasebookException malformed(String text, String... expressions) {
        return new CasebookException(ErrorCategory.INVALID, IssueType.INVALID, text, expressions);
    }

    /** The patch is well-formed but does not fit this resource: 422. */
    static CasebookException inapplicable(String text, String... expressions) {
        return new CasebookException(ErrorCategory.UNPROCESSABLE, IssueType.PROCESSING, text, expressions);
    }
}
