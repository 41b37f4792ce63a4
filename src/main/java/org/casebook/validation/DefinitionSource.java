package org.casebook.validation;

import java.util.List;

/** Where validation learns of definitions that clients store while the server runs. */
@FunctionalInterface
public interface DefinitionSource {
    /** Nothing but what is shipped. */
    DefinitionSource NONE = List::of;

    /**
     * The definitions as they are now, the newest last; the same list for as long as nothing has changed. They stand
     * before shipped ones of the same URL, but not before R4's own.
     */
    List<Definition> current();
}
