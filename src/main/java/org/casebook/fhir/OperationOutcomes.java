package org.casebook.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.error.Position;

/** Issues as an OperationOutcome (R4 section 2.36). */
public final class OperationOutcomes {
    /** HL7's extension for the source of a rule. */
    static final String ISSUE_SOURCE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-source";

    private static final String LINE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line";
    private static final String COLUMN = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col";

    private OperationOutcomes() {}

    /** An outcome with these issues; one that says "all well" where there is none. */
    public static ObjectNode of(List<Issue> issues) {
        ObjectNode outcome = Json.object();
        outcome.put("resourceType", "OperationOutcome");
        ArrayNode array = outcome.putArray("issue");
        if (issues.isEmpty()) {
            write(array.addObject(), Issue.information("No problem was found."));
        }
        issues.forEach(issue -> write(array.addObject(), issue));
        return outcome;
    }

    private static void write(ObjectNode node, Issue issue) {
        extensions(node, issue);
        node.put("severity", issue.severity().code());
        node.put("code", issue.type().code());
        node.putObject("details").put("text", issue.text());
        node.put("diagnostics", diagnostics(issue));
        Position position = issue.position();
        if (position != null) {
            // R4 keeps location for the syntax of the text that was sent.
            node.putArray("location").add("Line " + position.line() + ", Column " + position.column());
        }
        if (!issue.expressions().isEmpty()) {
            ArrayNode expressions = node.putArray("expression");
            issue.expressions().forEach(expressions::add);
        }
    }

    private static void extensions(ObjectNode node, Issue issue) {
        Position position = issue.position();
        if (position == null && issue.rule() == null) {
            return;
        }
        ArrayNode extensions = node.putArray("extension");
        if (position != null) {
            extensions.addObject().put("url", LINE).put("valueInteger", position.line());
            extensions.addObject().put("url", COLUMN).put("valueInteger", position.column());
        }
        if (issue.rule() != null) {
            extensions.addObject().put("url", ISSUE_SOURCE).put("valueString", issue.rule());
        }
    }

    private static String diagnostics(Issue issue) {
        StringBuilder text = new StringBuilder(issue.text());
        Position position = issue.position();
        if (position != null) {
            text.append(" (line ")
                    .append(position.line())
                    .append(", column ")
                    .append(position.column())
                    .append(')');
        }
        if (issue.rule() != null) {
            text.append(" [").append(issue.rule()).append(']');
        }
        return text.toString();
    }
}
