/**
 * Owns what R4 itself wants of every resource beyond its structure: the invariants of its types and the cardinalities
 * and invariants of its own profiles, evaluated on the tree by compiled FHIRPath. It uses {@code fhir}, {@code fhirpath}
 * and {@code error}. It must never import HAPI, storage or HTTP.
 */
@NullMarked
package org.casebook.validation.invariant;

import org.jspecify.annotations.NullMarked;
