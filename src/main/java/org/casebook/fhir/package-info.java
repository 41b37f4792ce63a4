/**
 * Owns what R4 itself defines: types and elements compiled from HL7's StructureDefinitions, the structure checker, JSON
 * and XML, keys, dates with their precision, units. It uses Jackson, Woodstox and the UCUM library. It must never import
 * HAPI's model classes, storage or HTTP.
 */
@NullMarked
package org.casebook.fhir;

import org.jspecify.annotations.NullMarked;
