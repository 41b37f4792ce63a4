package org.casebook.validation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;

/**
 * Several rules often see the same mistake; a client wants it once. The first issue of a kind at an element stays, so
 * put the clearest source first; invariants stay apart, since each says something of its own.
 */
public final class IssueFolding {
    private IssueFolding() {}

    public static List<Issue> fold(List<Issue> issues) {
        Map<List<Object>, Issue> kept = new LinkedHashMap<>();
        issues.forEach(issue -> kept.merge(kind(issue), issue, IssueFolding::merged));
        return List.copyOf(kept.values());
    }

    private static String last(List<String> expressions) {
        return expressions.get(expressions.size() - 1);
    }

    /** The first stays, and learns how the other names the element and by which rule it judges. */
    private static Issue merged(Issue first, Issue other) {
        if (first.type() == IssueType.INVARIANT) {
            return first;
        }
        List<String> expressions = Stream.concat(other.expressions().stream(), first.expressions().stream())
                .distinct()
                .sorted(Comparator.comparing((String e) -> e.endsWith("[0]")))
                .toList();
        return new Issue(
                first.severity(),
                first.type(),
                first.text(),
                expressions,
                first.position() == null ? other.position() : first.position(),
                first.rule() == null ? other.rule() : first.rule());
    }

    private static List<Object> kind(Issue issue) {
        if (issue.type() == IssueType.INVARIANT
                && issue.rule() != null
                && !issue.expressions().isEmpty()) {
            // The last expression is where the invariant is declared; who reports it may know better where to look.
            return List.of(issue.severity().isError(), issue.rule(), last(issue.expressions()));
        }
        String first = issue.expressions().isEmpty() ? "" : issue.expressions().get(0);
        String place = first.endsWith("[0]") ? first.substring(0, first.length() - 3) : first;
        boolean own =
                issue.type() == IssueType.INVARIANT || issue.severity() == Severity.INFORMATION || place.isEmpty();
        return List.of(
                issue.severity().isError(),
                issue.type(),
                place,
                own ? Objects.requireNonNullElse(issue.rule(), "") + issue.text() : "");
    }
}
