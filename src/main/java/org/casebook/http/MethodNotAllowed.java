package org.casebook.http;

import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;

/** A method that is not possible at an address; the answer must say which are (RFC 9110 section 15.5.6). */
final class MethodNotAllowed extends CasebookException {
    private static final long serialVersionUID = 1L;
    private final String allow;

    MethodNotAllowed(String method, RequestPath path, String allow) {
        super(ErrorCategory.METHOD_NOT_ALLOWED, method + " is not possible at /" + path + "; allowed: " + allow + ".");
        this.allow = allow;
    }

    /** The Allow header. */
    String allow() {
        return allow;
    }
}
