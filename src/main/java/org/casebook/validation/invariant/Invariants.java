package org.casebook.validation.invariant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.fhir.Definitions;
import org.casebook.fhirpath.Element;

/**
 * R4's own rules on a resource whose structure is sound: the invariants of severity error that the StructureDefinitions
 * of its types carry (R4 section 5.1.0.17.3), and what those of R4's own profiles that it claims want. Warnings and best
 * practice are left to {@code $validate}.
 */
public final class Invariants {
    private Invariants() {}

    /**
     * Everything that is broken, in the order of the tree.
     *
     * @param types whether the invariants of types are looked at
     * @param profiles whether R4's own profiles that the resource claims are looked at
     */
    public static List<Issue> check(ObjectNode resource, boolean types, boolean profiles) {
        if (!Definitions.r4().isResourceType(resource.path("resourceType").asText())) {
            // In a Bundle with other faults; the check of its structure tells of this one.
            return List.of();
        }
        Findings findings = new Findings(resource);
        new InvariantWalk(findings, types, profiles).resource(Element.of(resource));
        return findings.issues();
    }
}
