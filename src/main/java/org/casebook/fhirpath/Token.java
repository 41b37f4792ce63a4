package org.casebook.fhirpath;

/**
 * A word of an expression.
 *
 * @param text the symbol, or the content without quotes and escapes
 * @param offset where it starts
 */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        IDENTIFIER,
        /** An identifier in back quotes, which is never a keyword. */
        DELIMITED,
        STRING,
        NUMBER,
        /** A date, dateTime or time with its {@code @}. */
        TEMPORAL,
        /** {@code $this}, {@code $index}, {@code $total}. */
        VARIABLE,
        /** {@code %name}. */
        CONSTANT,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.IDENTIFIER && text.equals(word);
    }

    boolean isName() {
        return kind == Kind.IDENTIFIER || kind == Kind.DELIMITED;
    }
}
