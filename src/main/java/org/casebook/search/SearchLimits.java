package org.casebook.search;

/**
 * How much one search may ask for; beyond it the answer is a 4xx that says which limit it was.
 *
 * @param parameters name and value pairs in a query
 * @param values values in one comma list
 * @param valueLength characters in one value
 * @param chainDepth hops of a chain, of {@code _has} and of both together
 * @param sortKeys keys in {@code _sort}
 * @param defaultCount the length of a page when {@code _count} is not given
 * @param maxCount the longest page; a longer one is cut to it, and the answer says so
 * @param includes resources that are included with one page
 * @param filterDepth nesting of parentheses in {@code _filter}
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
        int filterDepth) {

    /** The limits of a server that was not told others. */
    public static SearchLimits defaults() {
        return new SearchLimits(100, 1000, 4096, 8, 8, 50, 1000, 5000, 20);
    }
}
