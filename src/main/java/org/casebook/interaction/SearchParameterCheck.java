package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.Issue;
import org.casebook.index.tables.ParameterRegistry;

/**
 * A SearchParameter must be one that can be put into force: known types, an expression that compiles. A draft that cannot
 * yet is taken, with a warning, and is not in force.
 */
public final class SearchParameterCheck implements WriteCheck {

    @Override
    public List<Issue> check(ObjectNode resource) {
        String status = resource.path("status").asText();
        if (status.equals("retired") || !resource.path("resourceType").asText().equals("SearchParameter")) {
            return List.of();
        }
        try {
            ParameterRegistry.check(resource);
            return List.of();
        } catch (CasebookException e) {
            return status.equals("draft")
                    ? e.issues().stream().map(SearchParameterCheck::warning).toList()
                    : e.issues();
        }
    }

    private static Issue warning(Issue issue) {
        return Issue.warning(
                issue.type(),
                issue.text() + " This draft is stored, but is not in force.",
                issue.expressions().toArray(String[]::new));
    }
}
