/**
 * Owns copies of a whole store in one file: how it is written while the store is in use, checked, and read back into any
 * database. It uses jdbc. It must never import search, interactions or HTTP.
 */
@NullMarked
package org.casebook.store.backup;

import org.jspecify.annotations.NullMarked;
