package org.casebook.error;

/**
 * What went wrong, as a client must see it: the HTTP status and the default issue type travel with the category, so
 * that nothing above needs a switch.
 */
public enum ErrorCategory {
    INVALID(400, IssueType.INVALID),
    UNAUTHENTICATED(401, IssueType.LOGIN),
    FORBIDDEN(403, IssueType.FORBIDDEN),
    TOO_COSTLY(403, IssueType.TOO_COSTLY),
    NOT_FOUND(404, IssueType.NOT_FOUND),
    METHOD_NOT_ALLOWED(405, IssueType.NOT_SUPPORTED),
    NOT_ACCEPTABLE(406, IssueType.NOT_SUPPORTED),
    TIMEOUT(408, IssueType.TIMEOUT),
    CONFLICT(409, IssueType.CONFLICT),
    GONE(410, IssueType.DELETED),
    PRECONDITION_FAILED(412, IssueType.CONFLICT),
    MULTIPLE_MATCHES(412, IssueType.MULTIPLE_MATCHES),
    TOO_LARGE(413, IssueType.TOO_LONG),
    UNSUPPORTED_MEDIA_TYPE(415, IssueType.NOT_SUPPORTED),
    UNPROCESSABLE(422, IssueType.PROCESSING),
    TOO_MANY_REQUESTS(429, IssueType.THROTTLED),
    FAULT(500, IssueType.EXCEPTION),
    BUSY(503, IssueType.TRANSIENT);

    private final int status;
    private final IssueType issueType;

    ErrorCategory(int status, IssueType issueType) {
        this.status = status;
        this.issueType = issueType;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The issue type of an issue for which nothing more precise is known. */
    public IssueType issueType() {
        return issueType;
    }
}
