/**
 * Owns R4's interactions and operations, one file each: what a read, an update, a transaction means and when it is
 * refused. It uses the store, search and validation. It must never import HTTP, servlets or HAPI's server.
 */
@NullMarked
package org.casebook.interaction;

import org.jspecify.annotations.NullMarked;
