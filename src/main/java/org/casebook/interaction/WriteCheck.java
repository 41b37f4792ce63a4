package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.validation.IssueFolding;

/** A rule that every resource must pass before it is written; its structure has been checked already. */
@FunctionalInterface
public interface WriteCheck {

    /** Everything that can be said of the resource; an error among it refuses the write. */
    List<Issue> check(ObjectNode resource);

    /** The same check inside a transaction, which writes these resources at the same time. */
    default WriteCheck within(List<ObjectNode> together) {
        return this;
    }

    /**
     * Runs all checks; the warnings, or an exception with every issue if there is an error among them. What several
     * checks see is told once.
     */
    static List<Issue> runAll(List<WriteCheck> checks, ObjectNode resource) {
        List<Issue> found = new ArrayList<>();
        for (WriteCheck check : checks) {
            found.addAll(check.check(resource));
        }
        List<Issue> issues = found.size() < 2 ? found : IssueFolding.fold(found);
        if (issues.stream().anyMatch(issue -> issue.severity().isError())) {
            throw new CasebookException(ErrorCategory.UNPROCESSABLE, issues);
        }
        return issues;
    }
}
