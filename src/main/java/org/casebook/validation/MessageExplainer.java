package org.casebook.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;
import org.casebook.fhir.TreePath;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.jspecify.annotations.Nullable;

/** Turns the messages of HL7's validator into issues that say where, by which rule, what was found and what to do. */
final class MessageExplainer {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/");
    private static final Pattern FROM = Pattern.compile(" ?\\((?:from|defined in) (?<profile>\\S+?)(?:\\|\\S+?)?\\)");
    private static final Pattern ELEMENT = Pattern.compile("^'?(?:Slice ')?(?<path>[A-Z]\\w*\\.[\\w.:\\[\\]]+?)'?[: ]");
    private static final Pattern VALUE_SET = Pattern.compile("\\((?<url>https?://[^)|\\s]+)(?:\\|[^)]*)?\\)");
    private static final Pattern INVARIANT =
            Pattern.compile("^Constraint failed: (?<key>\\S+): '(?<human>.*)'$", Pattern.DOTALL);

    private static final Pattern MINIMUM =
            Pattern.compile("^(?<path>\\S+): minimum required = (?<min>\\d+), but only found (?<found>\\d+)");
    private static final Pattern MAXIMUM =
            Pattern.compile("^(?<path>\\S+): max allowed = (?<max>\\d+), but found (?<found>\\d+)");

    private final InvariantTarget invariants;

    MessageExplainer(InvariantTarget invariants) {
        this.invariants = invariants;
    }

    /** Empty where a message tells a client nothing. */
    Optional<Issue> explain(ValidationMessage message, ObjectNode resource, Severity unknownProfile) {
        if (isNoise(message)) {
            return Optional.empty();
        }
        String location = COMMENT.matcher(message.getLocation() == null ? "" : message.getLocation())
                .replaceAll("");
        if (message.getInvId() != null) {
            return Optional.of(invariant(message, location, resource));
        }
        MessageRule rule = MessageRule.of(message);
        String text = plain(FROM.matcher(message.getMessage()).replaceAll("").trim());
        Severity severity = isUnknownProfile(message) ? unknownProfile : severity(message);
        return Optional.of(new Issue(
                severity,
                rule.type(),
                rule.advice().isEmpty() ? text : sentence(text) + " " + rule.advice(),
                location.isEmpty() ? List.of() : List.of(expression(rule, location, message.getMessage(), resource)),
                null,
                source(message.getMessage())));
    }

    /** An extension in the wrong place is reported at the element around it; its URL tells which one is meant. */
    private static String expression(MessageRule rule, String location, String text, ObjectNode resource) {
        String expression = rule.expression(location, text);
        if (rule.type() != IssueType.EXTENSION) {
            return expression;
        }
        JsonNode extensions = TreePath.of(resource, location)
                .map(p -> p.node().path("extension"))
                .orElse(MissingNode.getInstance());
        for (int i = 0; i < extensions.size(); i++) {
            if (text.contains(extensions.path(i).path("url").asText())) {
                return location + ".extension[" + i + "]";
            }
        }
        return expression;
    }

    private static boolean isNoise(ValidationMessage message) {
        String id = String.valueOf(message.getMessageId());
        return id.startsWith("Details_for") || message.getMessage().contains("Concept Display");
    }

    private static boolean isUnknownProfile(ValidationMessage message) {
        return String.valueOf(message.getMessageId()).startsWith("Validation_VAL_Profile_Unknown");
    }

    private Issue invariant(ValidationMessage message, String location, ObjectNode resource) {
        String id = message.getInvId();
        boolean narrative = id.contains("/Narrative#");
        List<String> expressions = new ArrayList<>();
        if (!narrative) {
            invariants.find(resource, location, id).ifPresent(expressions::add);
        }
        expressions.add(location);
        Matcher parts = INVARIANT.matcher(
                FROM.matcher(message.getMessage()).replaceAll("").trim());
        String text = parts.find()
                ? sentence(parts.group("human")) + " The invariant " + parts.group("key") + " is not met"
                        + (expressions.size() > 1 ? ": look at " + expressions.get(0) + "." : ".")
                : message.getMessage();
        return new Issue(
                severity(message), narrative ? IssueType.INVALID : IssueType.INVARIANT, text, expressions, null, id);
    }

    private static Severity severity(ValidationMessage message) {
        return switch (message.getLevel()) {
            case FATAL -> Severity.FATAL;
            case ERROR -> Severity.ERROR;
            case WARNING -> Severity.WARNING;
            default -> Severity.INFORMATION;
        };
    }

    private static @Nullable String source(String message) {
        Matcher from = FROM.matcher(message);
        if (from.find()) {
            Matcher element = ELEMENT.matcher(message);
            return from.group("profile") + (element.find() ? "#" + element.group("path") : "");
        }
        Matcher valueSet = VALUE_SET.matcher(message);
        return valueSet.find() ? valueSet.group("url") : null;
    }

    private static String plain(String text) {
        Matcher minimum = MINIMUM.matcher(text);
        if (minimum.find()) {
            return minimum.group("path") + " must be there at least " + minimum.group("min") + " time(s), and is there "
                    + minimum.group("found") + " time(s).";
        }
        Matcher maximum = MAXIMUM.matcher(text);
        return maximum.find()
                ? maximum.group("path") + " may be there at most " + maximum.group("max") + " time(s), and is there "
                        + maximum.group("found") + " time(s)."
                : text;
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
