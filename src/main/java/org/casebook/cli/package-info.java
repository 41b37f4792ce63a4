/**
 * Owns the command line: what the user types, what is printed, the exit codes. It uses the server and the rooms below
 * for the work itself. It must never be imported, and nothing else prints or exits.
 */
@NullMarked
package org.casebook.cli;

import org.jspecify.annotations.NullMarked;
