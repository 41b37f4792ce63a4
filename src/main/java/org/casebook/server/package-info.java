/**
 * Owns the composition root: settings, wiring, Jetty, start and stop. It uses every room below it and is the only one
 * that knows them all. It must never import the command line, nor print or exit.
 */
@NullMarked
package org.casebook.server;

import org.jspecify.annotations.NullMarked;
