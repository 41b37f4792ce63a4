package org.casebook.error;

import java.util.Locale;

/** R4 value set issue-severity. */
public enum Severity {
    FATAL,
    ERROR,
    WARNING,
    INFORMATION;

    /** The FHIR code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the operation could not go on as asked. */
    public boolean isError() {
        return this == FATAL || this == ERROR;
    }
}
