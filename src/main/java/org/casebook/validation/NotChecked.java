package org.casebook.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casebook.error.Issue;
import org.hl7.fhir.utilities.validation.ValidationMessage;

/**
 * What could not be checked is not an error: codes of code systems that are not here, and rules whose definitions are
 * not here. One information issue for each cause, with all its elements.
 */
final class NotChecked {
    private static final List<Pattern> CAUSES = List.of(
            Pattern.compile("CodeSystem is unknown and can't be validated: (\\S+)"),
            Pattern.compile("CodeSystem could not be found: (\\S+)"),
            Pattern.compile("[Uu]nknown code in fragment CodeSystem '([^'#]+)"),
            Pattern.compile("references CodeSystem '([^']+)' which has status 'not-present'"),
            Pattern.compile("(Unable to resolve package id \\S+)"));

    private final Map<String, List<String>> found = new LinkedHashMap<>();

    /** Keeps the message if it says that something could not be checked. */
    boolean takes(ValidationMessage message) {
        for (Pattern cause : CAUSES) {
            Matcher matcher = cause.matcher(message.getMessage());
            if (matcher.find()) {
                List<String> places = found.computeIfAbsent(matcher.group(1), c -> new ArrayList<>());
                String place = message.getLocation().replaceAll("/\\*.*?\\*/", "");
                if (!places.contains(place)) {
                    places.add(place);
                }
                return true;
            }
        }
        return false;
    }

    List<Issue> issues() {
        return found.entrySet().stream()
                .map(e -> Issue.information(text(e.getKey()), e.getValue().toArray(String[]::new)))
                .toList();
    }

    private static String text(String cause) {
        return cause.startsWith("Unable")
                ? "Not checked: the contexts of an extension, which need HL7's package of R4."
                : "Not checked: codes of " + cause + ", because this server does not hold that code system, or only a"
                        + " part of it without this code.";
    }
}
