package org.casebook.validation.invariant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;
import org.casebook.fhir.Invariant;
import org.casebook.fhir.Profile;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.FhirPathException;

/** Collects what the walk finds, as issues that say where, by which rule and what to do; up to a bound. */
final class Findings {
    private static final int MAX = 200;

    private final ObjectNode root;
    private final List<Issue> issues = new ArrayList<>();
    private final Budget budget = new Budget();

    Findings(ObjectNode root) {
        this.root = root;
    }

    List<Issue> issues() {
        return issues;
    }

    Budget budget() {
        return budget;
    }

    /** A rule that the element breaks, with the element below it that a person must look at, where one can be told. */
    void broken(CompiledInvariant invariant, Element element) {
        String place = element.path();
        broken(
                invariant.rule(),
                element,
                InvariantSubject.of(invariant, element, root).orElse(place));
    }

    /** @param subject the element to look at */
    void broken(Invariant rule, Element element, String subject) {
        String place = element.path();
        String look = subject.equals(place) ? "" : ": look at " + subject;
        Set<String> expressions = new LinkedHashSet<>(List.of(subject));
        expressions.add(place);
        String text = sentence(rule.human()) + " The invariant " + rule.key() + " is not met" + look + ".";
        add(new Issue(Severity.ERROR, IssueType.INVARIANT, text, List.copyOf(expressions), null, rule.url()));
    }

    /** How often a profile wants an element. */
    void count(Element parent, String name, int found, Profile profile, Profile.Rule rule) {
        String expression = parent.path() + "." + name;
        String profileName = profile.url().substring(profile.url().lastIndexOf('/') + 1);
        String text = found < rule.min()
                ? expression + " must be there at least " + rule.min() + " time(s) by the profile " + profileName
                        + ", and is there " + found + " time(s); give it, or leave the profile out of meta.profile."
                : expression + " may be there at most " + rule.max() + " time(s) by the profile " + profileName
                        + ", and is there " + found + " time(s); leave it out, or the profile out of meta.profile.";
        IssueType type = found < rule.min() ? IssueType.REQUIRED : IssueType.STRUCTURE;
        add(new Issue(Severity.ERROR, type, text, List.of(expression), null, profile.url() + "#" + rule.path()));
    }

    /** A resource is not refused for a rule of which nobody knows whether it is met. */
    void notEvaluated(Invariant rule, Element element, FhirPathException e) {
        String text = "The invariant " + rule.key() + " could not be evaluated here: " + e.getMessage();
        add(new Issue(Severity.WARNING, IssueType.INCOMPLETE, text, List.of(element.path()), null, rule.url()));
    }

    private void add(Issue issue) {
        if (issues.size() < MAX) {
            issues.add(issue);
        } else if (issues.size() == MAX) {
            issues.add(Issue.information(
                    "There are more problems; only the first " + MAX + " are listed. Mend these and send again."));
        }
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
