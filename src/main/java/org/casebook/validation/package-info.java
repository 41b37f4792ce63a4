/**
 * Owns the case and its definitions as they are shipped, and validation against profiles: HAPI's validator over those
 * definitions, the rules that no profile can express, and issues that explain themselves. It uses {@code fhir},
 * {@code fhirpath} and {@code error}, and learns of stored resources only through {@code ReferenceResolver} and
 * {@code DefinitionSource}. It must never import HTTP, interactions or the command line.
 */
@NullMarked
package org.casebook.validation;

import org.jspecify.annotations.NullMarked;
