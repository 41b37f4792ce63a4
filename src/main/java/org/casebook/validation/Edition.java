package org.casebook.validation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules that hold at one moment: the shipped ones, and what the definitions that clients have stored add to them. */
final class Edition {
    /** R4's own definitions are not replaced by stored ones, so nothing is gained by looking at what claims them. */
    private static final String R4 = "http://hl7.org/fhir/StructureDefinition/";

    private final LazyRules shipped;
    private final List<Definition> added;
    private final Set<String> profiles;
    private @Nullable ProfileRules rules;

    Edition(LazyRules shipped, List<Definition> added) {
        this.shipped = shipped;
        this.added = added;
        this.profiles = added.stream()
                .filter(d -> d.isProfile() && !d.name().url().startsWith(R4))
                .map(d -> d.name().url())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isOf(List<Definition> definitions) {
        return added == definitions;
    }

    /** Whether this profile is known, without loading the rules. */
    boolean knows(String profile) {
        return profiles.contains(profile) || shipped.profiles().contains(profile);
    }

    /** Made when they are first needed: a profile that nobody uses costs nothing. */
    synchronized ProfileRules rules() {
        ProfileRules made = rules;
        if (made == null) {
            made = added.isEmpty() ? shipped.get() : shipped.get().with(added);
            rules = made;
        }
        return made;
    }
}
