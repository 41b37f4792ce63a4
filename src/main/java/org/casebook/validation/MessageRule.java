package org.casebook.validation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.error.IssueType;
import org.hl7.fhir.utilities.validation.ValidationMessage;

/**
 * What one kind of message of HL7's validator means to a client.
 *
 * @param id how the message id starts
 * @param text what the message must hold
 * @param type the issue type it deserves
 * @param step what must be added to the location to name the element; {@code $1} is the text's first group
 * @param advice what to do
 */
record MessageRule(String id, Pattern text, IssueType type, String step, String advice) {
    /** The last step of a path, without the name of its slice. */
    private static final String ELEMENT = "\\S*\\.([A-Za-z0-9]+)(?:\\[x])?(?::[^.\\s']+)?";

    private static final List<MessageRule> RULES = List.of(
            rule("Validation_VAL_Profile_Minimum_SLICE", "'" + ELEMENT + "'", IssueType.REQUIRED, ".$1", "Add it."),
            rule("Validation_VAL_Profile_Minimum", "^" + ELEMENT + ": ", IssueType.REQUIRED, ".$1", "Add it."),
            rule(
                    "Validation_VAL_Profile_Maximum",
                    "^" + ELEMENT + ": ",
                    IssueType.STRUCTURE,
                    ".$1",
                    "Leave it out, or send fewer."),
            rule(
                    "Terminology_PassThrough",
                    "Error processing unit",
                    IssueType.CODE_INVALID,
                    ".code",
                    "Use a UCUM code: a for years, mo, d, h, mg, mL."),
            rule("Terminology_", "", IssueType.CODE_INVALID, "", "Use a code that the binding allows."),
            rule("TERMINOLOGY_", "", IssueType.CODE_INVALID, "", "Use a code that the binding allows."),
            rule(
                    "Extension_EXT_Unknown",
                    "",
                    IssueType.EXTENSION,
                    "",
                    "Leave the extension out, or make its definition known to this server first."),
            rule("Extension_", "", IssueType.EXTENSION, "", "Move or mend the extension as its definition says."),
            rule("Type_Specific_Checks", "", IssueType.VALUE, "", "Mend the value."),
            rule(
                    "Validation_VAL_Profile_Unknown",
                    "",
                    IssueType.NOT_FOUND,
                    "",
                    "Check the spelling of the profile's URL, or make the profile known to this server first."),
            rule("XHTML_", "", IssueType.INVALID, "", "Use only the XHTML that R4 allows in a narrative."),
            rule("Reference_REF_BadTargetType", "", IssueType.STRUCTURE, "", "Point to a resource of an allowed type."),
            rule("Reference_REF_CantResolve", "", IssueType.NOT_FOUND, "", "Point to a resource that is there."),
            rule("", "Unrecognized property '(\\w+)'", IssueType.STRUCTURE, ".$1", "Correct its name or leave it out."),
            rule("", "Array cannot be empty", IssueType.STRUCTURE, "", "Leave the element out."));

    private static MessageRule rule(String id, String text, IssueType type, String step, String advice) {
        return new MessageRule(id, Pattern.compile(text), type, step, advice);
    }

    /** The rule of a message; for a kind that is not in the table, the type that the validator itself gives. */
    static MessageRule of(ValidationMessage message) {
        String id = message.getMessageId() == null ? "" : message.getMessageId();
        return RULES.stream()
                .filter(r -> id.startsWith(r.id)
                        && r.text.matcher(message.getMessage()).find())
                .findFirst()
                .orElseGet(() -> new MessageRule("", Pattern.compile(""), ownType(message), "", ""));
    }

    private static IssueType ownType(ValidationMessage message) {
        String code = message.getType() == null ? "" : message.getType().toCode();
        for (IssueType type : IssueType.values()) {
            if (type.code().equals(code)) {
                return type;
            }
        }
        return IssueType.PROCESSING;
    }

    /** The element that the message is about, below the location that the validator gives. */
    String expression(String location, String message) {
        Matcher matcher = text.matcher(message);
        return matcher.find() && matcher.groupCount() > 0
                ? location + step.replace("$1", matcher.group(1))
                : location + step;
    }
}
