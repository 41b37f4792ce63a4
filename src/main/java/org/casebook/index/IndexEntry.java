package org.casebook.index;

/** One value that a resource has for one search parameter. */
public record IndexEntry(SearchParameter parameter, IndexValue value) {}
