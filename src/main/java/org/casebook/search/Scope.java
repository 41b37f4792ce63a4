package org.casebook.search;

/**
 * Where in a query a parameter stands.
 *
 * @param type the resource type that has it
 * @param contained whether contained resources are meant
 * @param depth how many hops of chains lead here
 */
record Scope(String type, boolean contained, int depth) {

    Scope at(String target) {
        return new Scope(target, false, depth + 1);
    }

    /** One hop further, into what the resource contains. */
    Scope inside(String target) {
        return new Scope(target, true, depth + 1);
    }
}
