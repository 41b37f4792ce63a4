/**
 * Owns how an element becomes index values, one class a search parameter type (R4 section 3.1.1.4). It uses the index
 * values and the compiled R4 definitions. It must never import the database, search or HAPI's model classes.
 */
@NullMarked
package org.casebook.index.extract;

import org.jspecify.annotations.NullMarked;
