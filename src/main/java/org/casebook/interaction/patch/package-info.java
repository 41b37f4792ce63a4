/**
 * Owns the three patch formats of R4 (JSON Patch, XML Patch, FHIRPath Patch) and the difference of two resources as a
 * FHIRPath Patch. It uses JSON trees, the XML form and FHIRPath. It must never import the store: a patch is a function
 * from a tree to a tree.
 */
@NullMarked
package org.casebook.interaction.patch;

import org.jspecify.annotations.NullMarked;
