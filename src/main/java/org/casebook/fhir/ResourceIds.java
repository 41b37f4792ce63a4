package org.casebook.fhir;

/** The syntax of logical ids (R4 section 2.24.0.1, primitive {@code id}). */
public final class ResourceIds {
    /** The longest id. */
    public static final int MAX_LENGTH = 64;

    private ResourceIds() {}

    /** Whether the text is {@code [A-Za-z0-9\-\.]{1,64}}. */
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
