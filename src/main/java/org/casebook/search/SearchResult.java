package org.casebook.search;

import java.util.List;
import java.util.OptionalLong;
import org.casebook.error.Issue;

/**
 * One page of a search (R4 section 3.1.1.3).
 *
 * @param entries the hits of this page in order, then what was included with them
 * @param issues what the searcher must know; goes into an entry with mode {@code outcome} when there is any
 * @param total how many resources match; empty when it was not asked for
 * @param links self, first, previous, next and last, as far as there are
 */
public record SearchResult(List<SearchEntry> entries, List<Issue> issues, OptionalLong total, List<Link> links) {

    /** Bundle.link. */
    public record Link(String relation, String url) {}

    public SearchResult {
        entries = List.copyOf(entries);
        issues = List.copyOf(issues);
        links = List.copyOf(links);
    }
}
