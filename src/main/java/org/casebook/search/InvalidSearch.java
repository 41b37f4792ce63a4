package org.casebook.search;

import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;

/** A search that cannot be run as it was asked (R4 section 3.1.1.1): the answer is a 400. */
final class InvalidSearch extends CasebookException {
    private static final long serialVersionUID = 1L;

    private InvalidSearch(Issue issue) {
        super(ErrorCategory.INVALID, List.of(issue));
    }

    static InvalidSearch of(IssueType type, String parameter, String text) {
        return new InvalidSearch(
                Issue.error(type, "Search parameter '" + parameter + "': " + text + ".", expression(parameter)));
    }

    /** R4 section 2.36: a search parameter is named as http.name, without its modifier. */
    static String expression(String parameter) {
        int end = 0;
        while (end < parameter.length()
                && (Character.isLetterOrDigit(parameter.charAt(end)) || "_-".indexOf(parameter.charAt(end)) >= 0)) {
            end++;
        }
        return "http." + parameter.substring(0, end);
    }
}
