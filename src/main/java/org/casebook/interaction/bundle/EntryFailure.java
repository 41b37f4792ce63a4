package org.casebook.interaction.bundle;

import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.Issue;

/** The failure of one entry, told so that one sees in the whole Bundle which it was. */
final class EntryFailure {
    private EntryFailure() {}

    static CasebookException of(RequestEntry entry, CasebookException e) {
        List<Issue> issues = e.issues().stream().map(i -> located(entry, i)).toList();
        return new CasebookException(e.category(), issues, e);
    }

    private static Issue located(RequestEntry entry, Issue issue) {
        if (issue.expressions().stream().anyMatch(x -> x.startsWith("Bundle.entry["))) {
            return issue;
        }
        if (!issue.expressions().isEmpty()) {
            return issue.below(entry.path(".resource"));
        }
        return new Issue(
                issue.severity(),
                issue.type(),
                entry.path("") + ": " + issue.text(),
                List.of(entry.path("")),
                issue.position(),
                issue.rule());
    }
}
