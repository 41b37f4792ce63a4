package org.casebook.validation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.casebook.fhir.Invariant;
import org.casebook.fhir.Link;
import org.casebook.fhir.Links;
import org.casebook.fhirpath.Element;

/**
 * The rules on contained resources (R4 section 2.3.0.2): dom-3, dom-4 and dom-5, as code, since the expression of dom-3
 * walks the whole resource once for each contained one. dom-2 is a matter of structure.
 */
final class ContainedRules {
    private static final String DOMAIN_RESOURCE = "http://hl7.org/fhir/StructureDefinition/DomainResource";
    private static final Invariant DOM_3 = new Invariant(
            "dom-3",
            "contained.where(…).empty()",
            "If the resource is contained in another resource, it SHALL be referred to from elsewhere in the resource"
                    + " or SHALL refer to the containing resource",
            DOMAIN_RESOURCE);
    private static final Invariant DOM_4 = new Invariant(
            "dom-4",
            "contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()",
            "If a resource is contained in another resource, it SHALL NOT have a meta.versionId or a meta.lastUpdated",
            DOMAIN_RESOURCE);
    private static final Invariant DOM_5 = new Invariant(
            "dom-5",
            "contained.meta.security.empty()",
            "If a resource is contained in another resource, it SHALL NOT have a security label",
            DOMAIN_RESOURCE);

    private final Findings findings;

    ContainedRules(Findings findings) {
        this.findings = findings;
    }

    void check(Element container) {
        Set<String> named = links(container.json());
        List<Element> contained = new ArrayList<>();
        container.children("contained", contained);
        for (Element resource : contained) {
            check(container, resource, named);
        }
    }

    private void check(Element container, Element resource, Set<String> named) {
        JsonNode json = resource.json();
        if (!named.contains("#" + json.path("id").asText()) && !links(json).contains("#")) {
            findings.broken(DOM_3, container, resource.path());
        }
        JsonNode meta = json.path("meta");
        for (String field : List.of("versionId", "lastUpdated")) {
            if (meta.has(field)) {
                findings.broken(DOM_4, container, resource.path() + ".meta." + field);
            }
        }
        if (meta.has("security")) {
            findings.broken(DOM_5, container, resource.path() + ".meta.security");
        }
    }

    /** Every local link; a canonical may name a version behind a bar. */
    private static Set<String> links(JsonNode resource) {
        return resource instanceof ObjectNode object
                ? Links.of(object).stream()
                        .filter(link -> link.kind() != Link.Kind.NARRATIVE
                                && link.text().startsWith("#"))
                        .map(link -> link.text().replaceAll("\\|.*", ""))
                        .collect(Collectors.toCollection(HashSet::new))
                : Set.of();
    }
}
