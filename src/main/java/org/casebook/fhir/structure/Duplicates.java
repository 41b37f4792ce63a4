package org.casebook.fhir.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ElementDefinition;
import org.casebook.fhir.TypeDefinition;

/** Names that come twice in one object; JSON leaves open which value counts, so FHIR forbids them. */
final class Duplicates {
    private Duplicates() {}

    static Issue issue(ObjectNode resource, List<Object> path) {
        String expression = expression(resource, path);
        String text = expression + " comes twice in one object; keep one (an element that repeats is an array)";
        return Issue.error(IssueType.STRUCTURE, text, expression);
    }

    private static String expression(ObjectNode resource, List<Object> path) {
        String type = resource.path("resourceType").asText("");
        StringBuilder text = new StringBuilder(Trail.identifier(type.isEmpty() ? "Resource" : type));
        TypeDefinition owner = Definitions.r4().find(type).orElse(null);
        com.fasterxml.jackson.databind.JsonNode node = resource;
        for (Object step : path) {
            if (step instanceof Integer index) {
                text.append('[').append(index).append(']');
                node = node.path(index);
            } else {
                ElementDefinition element = owner == null ? null : owner.element((String) step);
                text.append('.').append(element == null ? Trail.identifier((String) step) : element.step());
                owner = element == null ? null : element.type();
                node = node.path((String) step);
            }
            if (owner != null && owner.isResource()) {
                owner = Definitions.r4()
                        .find(node.path("resourceType").asText(""))
                        .orElse(owner);
            }
        }
        return text.toString();
    }
}
