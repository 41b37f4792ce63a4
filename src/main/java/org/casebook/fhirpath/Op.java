package org.casebook.fhirpath;

import java.util.List;

/** A compiled part of an expression. */
@FunctionalInterface
interface Op {
    /** The collection; not to be changed by the caller. */
    List<Item> eval(Scope scope);
}
