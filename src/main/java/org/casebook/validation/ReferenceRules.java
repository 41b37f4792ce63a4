package org.casebook.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ResourceKey;
import org.casebook.fhir.TreePath;

/**
 * The rules about other resources, which no invariant can express: a reference resolves; the event that a time is
 * relative to, and what something is part of, belong to the same patient.
 */
final class ReferenceRules {
    private static final String RELATIVE = "http://hl7.org/fhir/StructureDefinition/cqf-relativeDateTime";
    private static final String RULES = "https://casebook.example/fhir/ImplementationGuide/casebook#";

    private final ObjectNode resource;
    private final String root;
    private final ReferenceResolver resolver;
    private final boolean strict;

    /**
     * @param root the expression of the resource, such as {@code Bundle.entry[2].resource}
     * @param strict whether the resource claims a profile of a case; then these rules are errors
     */
    ReferenceRules(ObjectNode resource, String root, ReferenceResolver resolver, boolean strict) {
        this.resource = resource;
        this.root = root;
        this.resolver = resolver;
        this.strict = strict;
    }

    void check(Element element, Consumer<Issue> issues) {
        if (!element.type().equals("Reference")) {
            return;
        }
        String literal = element.node().path("reference").asText();
        Optional<ResourceKey> key = key(literal);
        if (key.isEmpty()) {
            return;
        }
        List<String> allowed = element.definition().targets();
        if (!allowed.isEmpty() && !allowed.contains(key.get().type())) {
            issues.accept(wrongType(element, literal, allowed));
            return;
        }
        Optional<ObjectNode> target = resolver.resolve(key.get());
        if (target.isEmpty()) {
            issues.accept(unresolved(element, literal));
        } else if (strict) {
            sameSubject(element, target.get(), literal, issues);
        }
    }

    /** The key of a relative reference; empty for every other kind. */
    static Optional<ResourceKey> key(String reference) {
        String[] parts = reference.split("/");
        boolean versioned = parts.length == 4 && parts[2].equals("_history");
        return (parts.length == 2 || versioned) && Definitions.r4().isResourceType(parts[0])
                ? Optional.of(new ResourceKey(parts[0], parts[1]))
                : Optional.empty();
    }

    private Issue wrongType(Element element, String literal, List<String> allowed) {
        return Issue.error(
                IssueType.STRUCTURE,
                literal + " is of a type that may not stand here. Point to " + String.join(", ", allowed) + ".",
                expressions(element).toArray(String[]::new));
    }

    private Issue unresolved(Element element, String literal) {
        return new Issue(
                strict ? Severity.ERROR : Severity.WARNING,
                IssueType.NOT_FOUND,
                literal + " is not there. Send the resource first, send both in one Bundle, or correct the reference.",
                expressions(element),
                null,
                RULES + "references-resolve");
    }

    private void sameSubject(Element element, ObjectNode target, String literal, Consumer<Issue> issues) {
        String rule = rule(element);
        String own = subject(resource);
        String other = subject(target);
        if (!rule.isEmpty() && !own.isEmpty() && !other.isEmpty() && !own.equals(other)) {
            issues.accept(new Issue(
                    Severity.ERROR,
                    IssueType.BUSINESS_RULE,
                    literal + " belongs to " + other + ", but this resource to " + own
                            + ". Point to an event of the same patient.",
                    expressions(element),
                    null,
                    RULES + rule));
        }
    }

    private String rule(Element element) {
        if (element.definition().name().equals("partOf")) {
            return "part-of-same-subject";
        }
        return named(element.expression()).endsWith("extension('" + RELATIVE + "').extension('target').value")
                ? "relative-time-same-subject"
                : "";
    }

    private static String subject(ObjectNode resource) {
        if (resource.path("resourceType").asText().equals("Patient")) {
            return "Patient/" + resource.path("id").asText();
        }
        JsonNode subject = resource.path("subject").path("reference");
        return subject.isTextual()
                ? subject.asText()
                : resource.path("patient").path("reference").asText();
    }

    /** The element as people name it, and as indexes find it. */
    private List<String> expressions(Element element) {
        String named = named(element.expression());
        return named.equals(element.expression())
                ? Stream.of(element.shortExpression(), element.expression())
                        .distinct()
                        .toList()
                : List.of(named, element.expression());
    }

    /** With extensions by their URL instead of their place. */
    private String named(String expression) {
        StringBuilder named = new StringBuilder(root);
        String rest = expression.substring(root.length());
        int at = 0;
        for (int next = rest.indexOf(".extension["); next >= 0; next = rest.indexOf(".extension[", at)) {
            named.append(rest, at, next);
            at = rest.indexOf(']', next) + 1;
            String type = resource.path("resourceType").asText();
            String url = TreePath.of(resource, type + rest.substring(0, at))
                    .map(p -> p.node().path("url").asText())
                    .orElse("");
            named.append(".extension('").append(url).append("')");
        }
        String last = rest.substring(at);
        return named.append(at > 0 ? last.replace(".ofType(Reference)", "") : last)
                .toString();
    }
}
