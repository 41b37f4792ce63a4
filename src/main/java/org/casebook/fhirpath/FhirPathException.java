package org.casebook.fhirpath;

import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;

/** An expression that is not FHIRPath, or that cannot be evaluated on the data it is given. */
public final class FhirPathException extends CasebookException {
    private static final long serialVersionUID = 1L;

    private FhirPathException(ErrorCategory category, IssueType type, String text) {
        super(category, type, text);
    }

    /** The text is not an expression. */
    static FhirPathException syntax(String expression, int offset, String what) {
        return new FhirPathException(
                ErrorCategory.INVALID,
                IssueType.INVALID,
                "FHIRPath: " + what + " at character " + (offset + 1) + " of '" + expression + "'.");
    }

    /** The expression names what R4 does not have. */
    static FhirPathException semantic(String what) {
        return new FhirPathException(ErrorCategory.INVALID, IssueType.INVALID, "FHIRPath: " + what + ".");
    }

    /** The data does not fit the expression. */
    static FhirPathException evaluation(String what) {
        return new FhirPathException(ErrorCategory.UNPROCESSABLE, IssueType.PROCESSING, "FHIRPath: " + what + ".");
    }

    /** The evaluation was cut off. */
    static FhirPathException tooCostly(String what) {
        return new FhirPathException(ErrorCategory.TOO_COSTLY, IssueType.TOO_COSTLY, "FHIRPath: " + what + ".");
    }
}
