package org.casebook.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anything that ends an interaction without its result. The category gives the HTTP status, the issues go into the
 * OperationOutcome; exactly one place in {@code http} renders them.
 */
public class CasebookException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ErrorCategory category;
    private final transient List<Issue> issues;

    public CasebookException(ErrorCategory category, List<Issue> issues, @Nullable Throwable cause) {
        // A client's mistake needs no stack trace, which costs more than the rest of the answer.
        super(issues.isEmpty() ? category.name() : issues.get(0).text(), cause, false, category.status() >= 500);
        this.category = category;
        this.issues = List.copyOf(issues);
    }

    public CasebookException(ErrorCategory category, List<Issue> issues) {
        this(category, issues, null);
    }

    public CasebookException(ErrorCategory category, String text, String... expressions) {
        this(category, List.of(Issue.error(category.issueType(), text, expressions)), null);
    }

    public CasebookException(ErrorCategory category, IssueType type, String text, String... expressions) {
        this(category, List.of(Issue.error(type, text, expressions)), null);
    }

    public ErrorCategory category() {
        return category;
    }

    public List<Issue> issues() {
        return issues;
    }
}
