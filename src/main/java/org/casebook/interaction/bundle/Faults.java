package org.casebook.interaction.bundle;

import java.util.List;
import java.util.regex.Pattern;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;

/** What the structure check of a whole Bundle has found. */
final class Faults {
    private static final Pattern INSIDE_A_RESOURCE = Pattern.compile("^Bundle\\.entry\\[\\d+]\\.resource\\..*");

    private Faults() {}

    /** As for a resource that is sent alone: 422 where only resources break rules, 400 where a request cannot be read. */
    static ErrorCategory category(List<Issue> errors) {
        return errors.stream().filter(issue -> issue.severity().isError()).allMatch(Faults::isInsideAResource)
                ? ErrorCategory.UNPROCESSABLE
                : ErrorCategory.INVALID;
    }

    private static boolean isInsideAResource(Issue issue) {
        return issue.expressions().stream()
                .anyMatch(e -> INSIDE_A_RESOURCE.matcher(e).matches());
    }
}
