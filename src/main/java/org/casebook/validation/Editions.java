package org.casebook.validation;

import java.util.List;

/** Keeps the newest edition of the rules, so that nothing is made anew while no definition has changed. */
final class Editions {
    private final LazyRules shipped;
    private final DefinitionSource source;
    private volatile Edition newest;

    Editions(LazyRules shipped, DefinitionSource source) {
        this.shipped = shipped;
        this.source = source;
        this.newest = new Edition(shipped, List.of());
    }

    Edition current() {
        List<Definition> definitions = source.current();
        Edition edition = newest;
        return edition.isOf(definitions) ? edition : publish(definitions);
    }

    private synchronized Edition publish(List<Definition> definitions) {
        if (!newest.isOf(definitions)) {
            newest = new Edition(shipped, definitions);
        }
        return newest;
    }
}
