package org.casebook.fhir.structure;

/** Base64 in one pass without decoding: groups of four, white space between, padding only at the end. */
final class Base64Format {
    private Base64Format() {}

    static boolean isValid(String text) {
        int letters = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                padding++;
            } else if (isLetter(c)) {
                if (padding > 0) {
                    return false;
                }
                letters++;
            } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return false;
            }
        }
        return letters > 0 && padding <= 2 && (letters + padding) % 4 == 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }
}
