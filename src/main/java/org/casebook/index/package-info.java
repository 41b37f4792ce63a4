/**
 * Owns what is searched: the search parameters in force, and the values that a resource has for each of them. It uses
 * the compiled R4 definitions and FHIRPath; {@code index.tables} keeps the values in the database. It must never import
 * search, the store, HAPI's model classes or HTTP.
 */
@NullMarked
package org.casebook.index;

import org.jspecify.annotations.NullMarked;
