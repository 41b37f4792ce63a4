/**
 * Owns the search of R4: a query string becomes criteria, criteria become SQL over the index tables, rows become a page
 * with its links. It uses the index values, the index tables and the store. It must never import HTTP or an interaction.
 */
@NullMarked
package org.casebook.search;

import org.jspecify.annotations.NullMarked;
