/**
 * Input that no well-behaved client would send, made by chance from a seed, and what must hold whatever is sent. Talks to a
 * real server over a socket. Nothing else uses it.
 */
@org.jspecify.annotations.NullMarked
package org.casebook.fuzz;
