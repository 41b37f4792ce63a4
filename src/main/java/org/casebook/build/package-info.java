/**
 * Owns the programs that turn HL7's files into compact resources while Casebook is built. It uses the JDK's XML
 * streams and nothing that is built from its own output. No other room may import it.
 */
@NullMarked
package org.casebook.build;

import org.jspecify.annotations.NullMarked;
