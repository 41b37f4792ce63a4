/**
 * Owns the index tables: their schema, and the rows that a changed resource leaves in them. It uses the index values and
 * jdbc. It must never import the store, the search or HTTP.
 */
@NullMarked
package org.casebook.index.tables;

import org.jspecify.annotations.NullMarked;
