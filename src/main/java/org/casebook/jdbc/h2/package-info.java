/**
 * Owns how an H2 file changes on disk: from one checkpoint to the next in one step, whatever a power cut leaves of the
 * writes between. It uses H2's file system interface. It must never import anything else of Casebook.
 */
@NullMarked
package org.casebook.jdbc.h2;

import org.jspecify.annotations.NullMarked;
