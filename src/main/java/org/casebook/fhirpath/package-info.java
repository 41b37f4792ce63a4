/**
 * Owns FHIRPath: the N1 language and what R4 adds to it, compiled to closures over JSON trees, and the way from a value
 * back to its place in the tree. It uses the compiled R4 definitions and Jackson. It must never import storage, search,
 * HAPI's model classes or HTTP.
 */
@NullMarked
package org.casebook.fhirpath;

import org.jspecify.annotations.NullMarked;
