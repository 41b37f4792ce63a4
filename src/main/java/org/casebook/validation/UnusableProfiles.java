package org.casebook.validation;

import java.util.Map;
import java.util.regex.Pattern;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;

/**
 * Profiles that are stored here but cannot be used: what HL7's validator says of one that it does not find is replaced by
 * the reason.
 *
 * @param reasons by the URL of the profile
 */
record UnusableProfiles(Map<String, AddedDefinitions.Unusable> reasons) {
    static final UnusableProfiles NONE = new UnusableProfiles(Map.of());

    Issue named(Issue issue) {
        if (issue.type() != IssueType.NOT_FOUND && issue.type() != IssueType.EXTENSION) {
            return issue;
        }
        for (Map.Entry<String, AddedDefinitions.Unusable> profile : reasons.entrySet()) {
            if (mentions(issue.text(), profile.getKey())) {
                return new Issue(
                        issue.severity(),
                        issue.type(),
                        "The profile " + profile.getKey() + " is stored here as "
                                + profile.getValue().key() + ", but cannot be used: "
                                + profile.getValue().reason(),
                        issue.expressions(),
                        issue.position(),
                        issue.rule());
            }
        }
        return issue;
    }

    /** As a whole, not as the start of a longer URL. */
    private static boolean mentions(String text, String url) {
        return Pattern.compile(Pattern.quote(url) + "(?![\\w/-]|\\.\\w)")
                .matcher(text)
                .find();
    }
}
