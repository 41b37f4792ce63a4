package org.casebook.interaction.timeline;

import java.util.Locale;

/** The phases of a case in their order (code system case-phase); a report rarely gives dates. */
public enum Phase {
    HISTORY("History"),
    PRESENTATION("Presentation"),
    PRE_OPERATIVE("Before surgery"),
    OPERATIVE("Surgery"),
    POST_OPERATIVE("After surgery"),
    FOLLOW_UP("Follow-up"),
    NOT_TOLD("Time not told");

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Phase of(String code) {
        for (Phase phase : values()) {
            if (phase.code().equals(code)) {
                return phase;
            }
        }
        return NOT_TOLD;
    }

    static Phase earlier(Phase a, Phase b) {
        return a.ordinal() <= b.ordinal() ? a : b;
    }
}
