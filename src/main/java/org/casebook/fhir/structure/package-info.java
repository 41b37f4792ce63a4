/**
 * Owns the check of a resource against the structure of R4: names, JSON types, cardinality, choices, primitive formats,
 * required codes, narrative. It uses the compiled definitions and Jackson trees. It must never import HAPI, storage or
 * HTTP.
 */
@NullMarked
package org.casebook.fhir.structure;

import org.jspecify.annotations.NullMarked;
