package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.Issue;
import org.casebook.index.tables.ParameterRegistry;

/** A SearchParameter must be one that can be put into force: known types, an expression that compiles. */
public final class SearchParameterCheck implements WriteCheck {

    @Override
    public List<Issue> check(ObjectNode resource) {
        boolean retired = resource.path("status").asText().equals("retired");
        if (retired || !resource.path("resourceType").asText().equals("SearchParameter")) {
            return List.of();
        }
        try {
            ParameterRegistry.check(resource);
            return List.of();
        } catch (CasebookException e) {
            return e.issues();
        }
    }
}
