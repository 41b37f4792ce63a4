package org.casebook.validation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Invariant;
import org.casebook.fhir.Profile;
import org.casebook.fhirpath.Element;

/**
 * R4's own profiles that a resource claims, such as shareablecodesystem or vitalsigns: cardinalities and invariants.
 * {@code $validate} also knows their slices, bindings and fixed values.
 */
final class ProfileRules {
    private final Findings findings;

    ProfileRules(Findings findings) {
        this.findings = findings;
    }

    void check(Element resource) {
        JsonNode claimed = resource.json().path("meta").path("profile");
        for (JsonNode canonical : claimed) {
            String text = canonical.asText();
            int bar = text.indexOf('|');
            Optional<Profile> profile = Definitions.r4().profile(bar < 0 ? text : text.substring(0, bar));
            if (profile.isPresent()
                    && profile.get().type().equals(resource.definition().name())) {
                profile.get().rules().forEach(rule -> check(resource, profile.get(), rule));
            }
        }
    }

    private void check(Element resource, Profile profile, Profile.Rule rule) {
        String[] steps = rule.path().split("\\.");
        List<Element> parents = List.of(resource);
        for (int i = 1; i < steps.length - 1; i++) {
            parents = children(parents, steps[i]);
        }
        String last = steps[steps.length - 1];
        for (Element parent : parents) {
            List<Element> found = steps.length == 1 ? List.of(parent) : children(List.of(parent), last);
            count(parent, last, found.size(), profile, rule);
            found.forEach(element -> rules(element, rule.invariants()));
        }
    }

    private static List<Element> children(List<Element> parents, String name) {
        List<Element> children = new ArrayList<>();
        parents.forEach(parent -> parent.children(name.replace("[x]", ""), children));
        return children;
    }

    private void count(Element parent, String name, int found, Profile profile, Profile.Rule rule) {
        if (found < rule.min() || found > rule.max()) {
            findings.count(parent, name.replace("[x]", ""), found, profile, rule);
        }
    }

    private void rules(Element element, List<Invariant> rules) {
        rules.forEach(rule -> CompiledInvariant.of(rule).check(element, findings));
    }
}
