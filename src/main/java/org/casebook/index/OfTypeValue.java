package org.casebook.index;

import org.jspecify.annotations.Nullable;

/** An identifier by a coding of its type, for the modifier {@code :of-type} (R4 section 3.1.1.4.10). */
public record OfTypeValue(@Nullable String typeSystem, String typeCode, String value) implements IndexValue {}
