package org.casebook.fhir.structure;

import org.jspecify.annotations.Nullable;

/** What any text of a resource must be so that JSON and XML can both carry it (R4 section 2.24.0.1, {@code string}). */
final class Text {
    static final int MAX_LENGTH = 1024 * 1024;

    private Text() {}

    static @Nullable String problem(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < '\uD800') {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "holds half of a surrogate pair; send whole Unicode characters";
            } else if (!isAllowed(c)) {
                return "holds the character U+%04X, which FHIR does not allow; remove it".formatted((int) c);
            }
        }
        return null;
    }

    static boolean isAllowed(char c) {
        return c >= ' ' && c < '\uFFFE' || c == '\t' || c == '\n' || c == '\r';
    }
}
