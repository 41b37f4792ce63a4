package org.casebook.search;

import java.time.Duration;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;

/**
 * How much one search may ask for; beyond it the answer is a 4xx that says which limit it was.
 *
 * @param parameters name and value pairs in a query
 * @param values values in one comma list
 * @param valueLength characters in the name or the value of one parameter
 * @param chainDepth hops of a chain, of {@code _has} and of both together
 * @param sortKeys keys in {@code _sort}
 * @param defaultCount the length of a page when {@code _count} is not given
 * @param maxCount the longest page; a longer one is cut to it, and the answer says so
 * @param includes resources that are included with one page
 * @param filterDepth nesting of parentheses in {@code _filter}
 * @param time how long a search may take
 */
public record SearchLimits(
        int parameters,
        int values,
        int valueLength,
        int chainDepth,
        int sortKeys,
        int defaultCount,
        int maxCount,
        int includes,
        int filterDepth,
        Duration time) {

    /** The limits of a server that was not told others. */
    public static SearchLimits defaults() {
        return new SearchLimits(100, 1000, 4096, 8, 8, 50, 1000, 5000, 20, Duration.ofSeconds(30));
    }

    /** What a search is told that has taken too long. */
    CasebookException late() {
        return new CasebookException(
                ErrorCategory.TOO_COSTLY,
                "The search was stopped after " + time.toMillis() / 1000.0
                        + " seconds, which is the limit of this server."
                        + " Narrow it by a criterion that few resources meet (a patient, an identifier, a code), leave out"
                        + " the total with _total=none, or drop what reads much: :contains, :not or :missing=true alone,"
                        + " _sort by anything but the date. _explain=true on a narrower search tells what is dear.");
    }
}
