/**
 * Owns what can go wrong: categories with their HTTP status, issues, and the one exception that carries them. It uses
 * nothing of Casebook. It must never import another room, HAPI or Jackson.
 */
@NullMarked
package org.casebook.error;

import org.jspecify.annotations.NullMarked;
