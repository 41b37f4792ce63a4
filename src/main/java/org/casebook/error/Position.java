package org.casebook.error;

/** A place in the text that a client sent; both numbers start at 1. */
public record Position(int line, int column) {}
