package org.casebook.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One problem, as OperationOutcome.issue carries it (R4 section 2.36).
 *
 * @param text what was found and what to do, for a person
 * @param expressions FHIRPath of the elements concerned; empty where there is none
 * @param position where in the text that was sent; null where there was no text
 * @param rule the rule's source, such as {@code profile-url#invariant-key}; null for the rules of R4 itself
 */
public record Issue(
        Severity severity,
        IssueType type,
        String text,
        List<String> expressions,
        @Nullable Position position,
        @Nullable String rule) {

    public Issue {
        expressions = List.copyOf(expressions);
    }

    public static Issue error(IssueType type, String text, String... expressions) {
        return new Issue(Severity.ERROR, type, text, List.of(expressions), null, null);
    }

    public static Issue fatal(IssueType type, String text, String... expressions) {
        return new Issue(Severity.FATAL, type, text, List.of(expressions), null, null);
    }

    public static Issue warning(IssueType type, String text, String... expressions) {
        return new Issue(Severity.WARNING, type, text, List.of(expressions), null, null);
    }

    public static Issue information(String text, String... expressions) {
        return new Issue(Severity.INFORMATION, IssueType.INFORMATIONAL, text, List.of(expressions), null, null);
    }

    public Issue at(@Nullable Position position) {
        return new Issue(severity, type, text, expressions, position, rule);
    }

    /** The same issue inside a Bundle: {@code Patient.name} becomes {@code Bundle.entry[2].resource.name}. */
    public Issue below(String prefix) {
        return new Issue(
                severity,
                type,
                text,
                expressions.stream().map(e -> rebase(e, prefix)).toList(),
                position,
                rule);
    }

    private static String rebase(String expression, String prefix) {
        int dot = expression.indexOf('.');
        return dot < 0 ? prefix : prefix + expression.substring(dot);
    }
}
