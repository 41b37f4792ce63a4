package org.casebook.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The prefixes of ordered values (R4 section 3.1.1.4.5). */
enum Prefix {
    EQ,
    NE,
    GT,
    LT,
    GE,
    LE,
    SA,
    EB,
    AP;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The prefix that a value begins with, or null. */
    static @Nullable Prefix of(String value) {
        if (value.length() < 3 || !Character.isLetter(value.charAt(0)) || !Character.isLetter(value.charAt(1))) {
            return null;
        }
        String start = value.substring(0, 2);
        for (Prefix prefix : values()) {
            if (prefix.code().equals(start)) {
                return prefix;
            }
        }
        return null;
    }
}
