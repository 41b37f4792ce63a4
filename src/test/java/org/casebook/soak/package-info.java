/**
 * Mixed load for as long as one likes against a server process with a small heap, and what grows meanwhile. A main class,
 * not a test. Uses the wire of the fuzz test; nothing else uses it.
 */
@org.jspecify.annotations.NullMarked
package org.casebook.soak;
