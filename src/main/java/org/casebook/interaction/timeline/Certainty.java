package org.casebook.interaction.timeline;

import java.util.Locale;

/** How a statement follows from its source (code system source-certainty), the surest first. */
public enum Certainty {
    STATED,
    ENTAILED,
    INTERPRETED,
    UNSAID;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Certainty of(String code) {
        for (Certainty certainty : values()) {
            if (certainty.code().equals(code)) {
                return certainty;
            }
        }
        return UNSAID;
    }
}
