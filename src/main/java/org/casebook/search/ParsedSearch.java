package org.casebook.search;

import java.util.List;
import java.util.Set;
import org.casebook.error.Issue;
import org.jspecify.annotations.Nullable;

/**
 * A search that is understood.
 *
 * @param targets what is searched, one for each type, in the order of the result
 * @param multiple whether the result may have several types
 * @param sorted whether {@code _sort} was given
 * @param kept the parameters that were understood, for the links
 * @param issues what was left out or set otherwise
 */
record ParsedSearch(
        List<Target> targets,
        boolean multiple,
        boolean sorted,
        Control control,
        List<IncludeRule> includes,
        List<SearchRequest.Parameter> kept,
        List<Issue> issues) {

    /** The criteria and the order of one type; whether its contained resources are meant. */
    record Target(String type, boolean contained, List<Criterion> criteria, Order order) {}

    /**
     * Parameters that shape the answer (R4 section 3.1.1.5).
     *
     * @param count the length of a page; 0: only the total
     * @param total whether the total is counted
     * @param containers whether contained hits are shown as the resource that contains them
     * @param page the token of a page link
     */
    record Control(
            int count,
            boolean total,
            boolean containers,
            boolean explain,
            @Nullable String page) {}

    /** Names that are not criteria. */
    static final Set<String> CONTROL = Set.of(
            "_sort",
            "_count",
            "_total",
            "_include",
            "_revinclude",
            "_summary",
            "_elements",
            "_contained",
            "_containedType",
            "_explain",
            "_format",
            "_pretty",
            "_type",
            PageLinks.TOKEN);
}
