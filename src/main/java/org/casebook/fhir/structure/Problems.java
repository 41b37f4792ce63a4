package org.casebook.fhir.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;

/** Collects what the walk finds, up to a bound, so that a hostile body cannot make an endless answer. */
final class Problems {
    static final int MAX = 200;

    private final Trail trail;
    private final List<Problem> found = new ArrayList<>();
    private int left = MAX;

    Problems(Trail trail) {
        this.trail = trail;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> found() {
        return found;
    }

    /** A problem of what the trail stands on. */
    void add(IssueType type, String text) {
        add(Severity.ERROR, type, text);
    }

    /** A problem of an item that is alone in its list: the list is named too, and first. */
    void addToList(IssueType type, String text) {
        add(type, text);
        Problem last = found.get(found.size() - 1);
        Issue issue = last.issue();
        List<String> both = Stream.concat(Stream.of(trail.expressionOfList()), issue.expressions().stream())
                .distinct()
                .toList();
        found.set(
                found.size() - 1,
                new Problem(
                        new Issue(issue.severity(), issue.type(), issue.text(), both, null, issue.rule()),
                        last.path()));
    }

    void warn(IssueType type, String text) {
        add(Severity.WARNING, type, text);
    }

    private void add(Severity severity, IssueType type, String text) {
        if (left == 0) {
            left--;
            String more = "There are more problems; only the first " + MAX + " are listed. Mend these and send again.";
            found.add(new Problem(Issue.information(more), List.of()));
        }
        if (left > 0) {
            left--;
            String expression = trail.expression();
            String subject = expression.isEmpty() ? "The body" : expression;
            List<String> expressions = expression.isEmpty() ? List.of() : List.of(expression);
            found.add(new Problem(
                    new Issue(severity, type, subject + " " + text, expressions, null, null), trail.path()));
        }
    }
}
