package org.casebook.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.casebook.error.Severity;
import org.jspecify.annotations.Nullable;

/** The rules, loaded when they are first needed and then shared; they hold some two hundred megabytes. */
final class LazyRules {
    /** Those of the shipped definitions, once for the whole program. */
    static final LazyRules SHIPPED = new LazyRules(CaseLibrary.shipped()::definitions);

    private final Supplier<List<ObjectNode>> definitions;
    private @Nullable ProfileRules rules;
    private final Profiles profiles = new Profiles();
    private boolean warm;

    LazyRules(Supplier<List<ObjectNode>> definitions) {
        this.definitions = definitions;
    }

    synchronized ProfileRules get() {
        ProfileRules loaded = rules;
        if (loaded == null) {
            loaded = new ProfileRules(definitions.get());
            rules = loaded;
        }
        return loaded;
    }

    /** The URLs of the profiles that are known, without loading the rules, nor waiting for who loads them. */
    Set<String> profiles() {
        return profiles.urls();
    }

    private final class Profiles {
        private @Nullable Set<String> urls;

        synchronized Set<String> urls() {
            Set<String> known = urls;
            if (known == null) {
                known = ProfileRules.ofType(definitions.get(), "StructureDefinition").stream()
                        .map(d -> d.path("url").asText())
                        .collect(Collectors.toUnmodifiableSet());
                urls = known;
            }
            return known;
        }
    }

    /** Runs the rules once over samples, so that the first client does not wait for HL7's definitions. */
    synchronized void warmUp(List<ObjectNode> samples) {
        if (!warm) {
            samples.forEach(sample -> get().check(sample, List.of(), key -> Optional.of(sample), Severity.ERROR));
            warm = true;
        }
    }
}
