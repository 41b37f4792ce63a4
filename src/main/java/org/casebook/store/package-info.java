/**
 * Owns the versions of every resource: what is current, what it was before, in which transaction it changed; and that an
 * acknowledged change is not lost. It uses jdbc, the index writer and JSON trees. It must never import search,
 * interactions, HAPI or HTTP.
 */
@NullMarked
package org.casebook.store;

import org.jspecify.annotations.NullMarked;
