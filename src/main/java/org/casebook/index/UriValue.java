package org.casebook.index;

/** A uri, url, oid, uuid or canonical, compared exactly or by its beginning (R4 section 3.1.1.4.13). */
public record UriValue(String uri) implements IndexValue {}
