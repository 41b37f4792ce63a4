package org.casebook.interaction.bundle;

import java.util.Optional;

/** R4 value set http-verb, in the order in which a transaction carries its entries out (R4 section 3.1.0.11.2). */
public enum Verb {
    DELETE,
    POST,
    PUT,
    PATCH,
    GET,
    HEAD;

    static Optional<Verb> of(String code) {
        for (Verb verb : values()) {
            if (verb.name().equals(code)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    boolean isRead() {
        return this == GET || this == HEAD;
    }

    /** Whether Bundle.entry.resource must be there: the resource, or the patch. */
    boolean needsResource() {
        return this == POST || this == PUT || this == PATCH;
    }
}
