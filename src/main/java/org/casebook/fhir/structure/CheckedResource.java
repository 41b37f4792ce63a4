package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A resource that was read, and what is wrong with it.
 *
 * @param resource null where the text is no JSON object at all
 * @param issues every problem, in the order of the text
 */
public record CheckedResource(@Nullable ObjectNode resource, List<Issue> issues) {
    public CheckedResource {
        issues = List.copyOf(issues);
    }

    /** Whether it may be stored: nothing worse than a warning. */
    public boolean isValid() {
        return resource != null && issues.stream().noneMatch(i -> i.severity().isError());
    }

    /**
     * The resource, or all issues: as a 400 where the text could not be read, as a 422 where it could but is no valid
     * resource.
     */
    public ObjectNode orThrow() {
        if (resource == null || issues.stream().anyMatch(i -> i.severity() == Severity.FATAL)) {
            throw new CasebookException(ErrorCategory.INVALID, issues);
        }
        if (!isValid()) {
            throw new CasebookException(ErrorCategory.UNPROCESSABLE, issues);
        }
        return resource;
    }
}
