package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;

/** Reads the Parameters resource of an operation (R4 section 3.2). */
public final class Parameters {
    private Parameters() {}

    public static Optional<JsonNode> find(ObjectNode parameters, String name) {
        return all(parameters, name).stream().findFirst();
    }

    public static List<JsonNode> all(ObjectNode parameters, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode parameter : parameters.path("parameter")) {
            if (parameter.path("name").asText().equals(name)) {
                found.add(parameter);
            }
        }
        return found;
    }

    static CasebookException missing(String name, String value) {
        return new CasebookException(
                ErrorCategory.INVALID,
                IssueType.REQUIRED,
                "The operation needs a parameter '" + name + "' with a " + value + ".",
                "Parameters.parameter");
    }
}
