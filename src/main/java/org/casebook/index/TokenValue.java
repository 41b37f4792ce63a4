package org.casebook.index;

import org.jspecify.annotations.Nullable;

/**
 * A code, an identifier, a boolean … (R4 section 3.1.1.4.10).
 *
 * @param system null: the value has none ({@code |code} finds it)
 * @param code null: there is only text
 * @param text display, CodeableConcept.text or Identifier.type.text, for {@code :text}
 */
public record TokenValue(
        @Nullable String system,
        @Nullable String code,
        @Nullable String text) implements IndexValue {}
