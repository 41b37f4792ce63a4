package org.casebook.validation.invariant;

import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.Invariant;
import org.casebook.fhir.TypeDefinition;
import org.casebook.fhirpath.Element;

/** One walk over a tree that meets every rule of each element. */
final class InvariantWalk {
    private final Findings findings;
    private final ElementRules elements;
    private final ContainedRules contained;
    private final ProfileRules profiles;
    private final boolean withTypes;
    private final boolean withProfiles;

    InvariantWalk(Findings findings, boolean withTypes, boolean withProfiles) {
        this.findings = findings;
        this.elements = new ElementRules(findings);
        this.contained = new ContainedRules(findings);
        this.profiles = new ProfileRules(findings);
        this.withTypes = withTypes;
        this.withProfiles = withProfiles;
    }

    /** A resource: the root, a contained one, or one in a Bundle or Parameters. */
    void resource(Element resource) {
        if (withTypes && resource.json().has("contained")) {
            contained.check(resource);
        }
        if (withProfiles) {
            profiles.check(resource);
        }
        object(resource);
    }

    private void object(Element element) {
        rules(element, element.definition().invariants());
        List<Element> children = new ArrayList<>();
        element.children(children);
        for (int i = 0; i < children.size(); i++) {
            child(children.get(i));
        }
    }

    private void child(Element child) {
        ElementDefinition role = child.role();
        if (role != null) {
            rules(child, role.invariants());
        }
        TypeDefinition type = child.definition();
        if (type.isResource()) {
            resource(child);
            return;
        }
        if (child.fields() != null) {
            if (withTypes) {
                elements.check(child);
            }
            object(child);
        }
    }

    private void rules(Element element, List<Invariant> rules) {
        for (int i = 0; withTypes && i < rules.size(); i++) {
            CompiledInvariant.of(rules.get(i)).check(element, findings);
        }
    }
}
