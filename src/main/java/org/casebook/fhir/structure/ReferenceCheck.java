package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;

/** The types that a Reference may point to (R4 section 2.3.0.1). */
final class ReferenceCheck {
    private final Definitions definitions;
    private final Problems problems;

    ReferenceCheck(Definitions definitions, Problems problems) {
        this.definitions = definitions;
        this.problems = problems;
    }

    void check(List<String> targets, ObjectNode reference, boolean alone) {
        JsonNode literal = reference.get("reference");
        if (literal != null && literal.isTextual()) {
            type(literal.textValue())
                    .filter(type -> !targets.contains(type))
                    .ifPresent(type -> wrong(
                            "points to a " + type + ", but may only point to " + String.join(", ", targets), alone));
        }
    }

    private void wrong(String text, boolean alone) {
        if (alone) {
            problems.addToList(IssueType.STRUCTURE, text);
        } else {
            problems.add(IssueType.STRUCTURE, text);
        }
    }

    /** The type in {@code Patient/1}, {@code http://…/Patient/1/_history/2} or {@code Patient?identifier=…}. */
    private Optional<String> type(String reference) {
        if (reference.startsWith("#") || reference.startsWith("urn:")) {
            return Optional.empty();
        }
        int query = reference.indexOf('?');
        if (query > 0) {
            return Optional.of(reference.substring(0, query)).filter(definitions::isResourceType);
        }
        int history = reference.indexOf("/_history/");
        String path = history < 0 ? reference : reference.substring(0, history);
        int id = path.lastIndexOf('/');
        int type = id < 1 ? -1 : path.lastIndexOf('/', id - 1);
        return id < 1
                ? Optional.empty()
                : Optional.of(path.substring(type + 1, id)).filter(definitions::isResourceType);
    }
}
