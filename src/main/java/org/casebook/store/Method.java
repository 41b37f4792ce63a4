package org.casebook.store;

/** The interaction that made a version, as Bundle.entry.request.method of a history names it (R4 section 3.1.0.11). */
public enum Method {
    POST,
    PUT,
    PATCH,
    DELETE
}
