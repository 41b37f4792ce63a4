package org.casebook.index;

/**
 * A string as it stands in the resource (R4 section 3.1.1.4.8).
 *
 * @param value the text, for {@code :exact}
 */
public record StringValue(String value) implements IndexValue {

    /** The text without case, accents and superfluous white space, for starts-with and {@code :contains}. */
    public String folded() {
        return Folding.fold(value);
    }
}
