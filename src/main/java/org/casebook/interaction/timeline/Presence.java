package org.casebook.interaction.timeline;

import java.util.Locale;

/** What a statement says: that something was there, that it was not, that it had a result, or that nobody knows. */
public enum Presence {
    PRESENT,
    ABSENT,
    RESULT,
    UNKNOWN;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
