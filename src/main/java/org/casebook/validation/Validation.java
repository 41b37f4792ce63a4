package org.casebook.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.Position;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TreePath;
import org.casebook.fhir.structure.CheckedResource;

/**
 * All that can be said of a text that holds a resource: what its structure check found, then profiles and other rules,
 * each issue with its place in the text. A text that is no resource at all is not looked at any further.
 */
public final class Validation {
    private final Validator validator;

    public Validation(Validator validator) {
        this.validator = validator;
    }

    /**
     * @param text what was sent
     * @param checked what was read from it
     * @param profiles canonical URLs to validate against, besides those that the resource claims
     */
    public List<Issue> validate(
            SourceText text, CheckedResource checked, List<String> profiles, ReferenceResolver resolver) {
        List<Issue> issues = new ArrayList<>(checked.issues());
        ObjectNode resource = checked.resource();
        if (resource != null
                && Definitions.r4().isResourceType(resource.path("resourceType").asText())) {
            issues.addAll(located(text, resource, validator.validate(resource, profiles, resolver)));
        }
        return IssueFolding.fold(issues).stream()
                .sorted(Comparator.comparing(Issue::severity))
                .toList();
    }

    private static List<Issue> located(SourceText text, ObjectNode resource, List<Issue> issues) {
        if (issues.isEmpty()) {
            return issues;
        }
        List<Position> places =
                text.places(issues.stream().map(i -> path(resource, i)).toList());
        List<Issue> located = new ArrayList<>();
        for (int i = 0; i < issues.size(); i++) {
            located.add(issues.get(i).at(places.get(i)));
        }
        return located;
    }

    private static List<Object> path(ObjectNode resource, Issue issue) {
        return issue.expressions().isEmpty()
                ? List.of()
                : TreePath.nearest(resource, issue.expressions().get(0)).steps();
    }
}
