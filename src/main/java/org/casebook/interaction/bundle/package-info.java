/**
 * Owns batch and transaction (R4 section 3.1.0.11): what the entries of a Bundle ask for, in which order they are carried
 * out, how references among them are resolved, and what is answered. It uses the single interactions and the store. It
 * must never import HTTP, servlets or HAPI's server.
 */
@NullMarked
package org.casebook.interaction.bundle;

import org.jspecify.annotations.NullMarked;
