package org.casebook.error;

import java.util.Locale;

/** R4 value set issue-type. */
public enum IssueType {
    INVALID,
    STRUCTURE,
    REQUIRED,
    VALUE,
    INVARIANT,
    SECURITY,
    LOGIN,
    UNKNOWN,
    EXPIRED,
    FORBIDDEN,
    SUPPRESSED,
    PROCESSING,
    NOT_SUPPORTED,
    DUPLICATE,
    MULTIPLE_MATCHES,
    NOT_FOUND,
    DELETED,
    TOO_LONG,
    CODE_INVALID,
    EXTENSION,
    TOO_COSTLY,
    BUSINESS_RULE,
    CONFLICT,
    TRANSIENT,
    LOCK_ERROR,
    NO_STORE,
    EXCEPTION,
    TIMEOUT,
    INCOMPLETE,
    THROTTLED,
    INFORMATIONAL;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The FHIR code. */
    public String code() {
        return code;
    }
}
