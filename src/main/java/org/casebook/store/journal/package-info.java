/**
 * Owns the journal: checksummed records in segment files, one force to disk for all who wait, and what to make of a
 * damaged file. It uses files only. It must never import the database, resources or HTTP.
 */
@NullMarked
package org.casebook.store.journal;

import org.jspecify.annotations.NullMarked;
