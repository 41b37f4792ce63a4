package org.casebook.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;
import org.hl7.fhir.utilities.validation.ValidationMessage;

/** Everything that a resource is measured against beyond its structure: profiles, terminology, other resources. */
final class ProfileRules {
    private final Ground ground;
    private final Hl7Validator hl7;
    private final MessageExplainer explainer;
    private final DisplayCheck displays;
    private final UnitCheck units;
    private final Set<String> ours;
    private final UnusableProfiles unusable;

    /** The rules of the shipped definitions. */
    ProfileRules(List<ObjectNode> definitions) {
        this(
                new Ground(definitions),
                new DisplayCheck(ofType(definitions, "CodeSystem")),
                new UnitCheck(),
                ofType(definitions, "StructureDefinition").stream()
                        .map(d -> d.path("url").asText())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private ProfileRules(Ground ground, DisplayCheck displays, UnitCheck units, Set<String> ours) {
        this.ground = ground;
        this.hl7 = ground.validator(null);
        this.explainer = new MessageExplainer(new InvariantTarget(hl7.support()));
        this.displays = displays;
        this.units = units;
        this.ours = ours;
        this.unusable = UnusableProfiles.NONE;
    }

    private ProfileRules(ProfileRules shipped, List<Definition> added) {
        AddedDefinitions definitions = new AddedDefinitions(shipped.ground, added);
        ground = shipped.ground;
        hl7 = ground.validator(definitions.support());
        explainer = new MessageExplainer(new InvariantTarget(hl7.support()));
        displays = shipped.displays.with(added.stream()
                .filter(d -> d.name().type().equals("CodeSystem") && d.hasContent())
                .map(Definition::tree)
                .toList());
        units = shipped.units;
        ours = shipped.ours;
        unusable = new UnusableProfiles(definitions.unusable());
    }

    /** These rules and those of more definitions. */
    ProfileRules with(List<Definition> added) {
        return new ProfileRules(this, added);
    }

    static List<ObjectNode> ofType(List<ObjectNode> definitions, String type) {
        return definitions.stream()
                .filter(d -> d.path("resourceType").asText().equals(type))
                .toList();
    }

    List<Issue> check(ObjectNode resource, List<String> profiles, ReferenceResolver resolver, Severity unknown) {
        List<Issue> issues = new ArrayList<>();
        NotChecked notChecked = new NotChecked();
        for (ValidationMessage message : hl7.validate(resource, profiles)) {
            if (!notChecked.takes(message)) {
                explainer
                        .explain(message, resource, unknown)
                        .map(unusable::named)
                        .ifPresent(issues::add);
            }
        }
        issues.removeIf(i -> i.expressions().isEmpty() && isToldBetter(i, issues));
        own(resource, resolver, issues);
        issues.addAll(notChecked.issues());
        return IssueFolding.fold(issues);
    }

    /** The validator tells of an unknown profile twice, once without a place. */
    private static boolean isToldBetter(Issue issue, List<Issue> issues) {
        return issue.type() == IssueType.NOT_FOUND
                && issues.stream()
                        .anyMatch(i -> i.type() == IssueType.NOT_FOUND
                                && !i.expressions().isEmpty()
                                && i.expressions().get(0).contains(".meta.profile"));
    }

    private void own(ObjectNode resource, ReferenceResolver resolver, List<Issue> issues) {
        String type = resource.path("resourceType").asText();
        if (!type.equals("Bundle")) {
            one(resource, type, resolver, issues);
            return;
        }
        ReferenceResolver inside = inside(resource).or(resolver);
        for (int i = 0; i < resource.path("entry").size(); i++) {
            if (resource.path("entry").path(i).path("resource") instanceof ObjectNode entry) {
                one(entry, "Bundle.entry[" + i + "].resource", inside, issues);
            }
        }
    }

    private void one(ObjectNode resource, String root, ReferenceResolver resolver, List<Issue> issues) {
        ReferenceRules references = new ReferenceRules(resource, root, resolver, claimsOurs(resource));
        Element.walk(resource, root, element -> {
            references.check(element, issues::add);
            displays.check(element, issues::add);
            units.check(element, issues::add);
        });
    }

    private static ReferenceResolver inside(ObjectNode bundle) {
        List<ObjectNode> resources = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource") instanceof ObjectNode resource) {
                resources.add(resource);
            }
        }
        return ReferenceResolver.among(resources);
    }

    private boolean claimsOurs(ObjectNode resource) {
        for (JsonNode profile : resource.path("meta").path("profile")) {
            if (ours.contains(withoutVersion(profile.asText()))) {
                return true;
            }
        }
        return false;
    }

    static String withoutVersion(String canonical) {
        int bar = canonical.indexOf('|');
        return bar < 0 ? canonical : canonical.substring(0, bar);
    }
}
