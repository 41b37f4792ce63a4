package org.casebook.search;

import java.util.List;
import org.casebook.index.SearchParameter;
import org.jspecify.annotations.Nullable;

/**
 * One {@code _include} or {@code _revinclude} (R4 section 3.1.1.5.4).
 *
 * @param reverse resources that refer to the hits, not those that the hits refer to
 * @param iterate also for what has been included
 * @param source the type that refers; null: any
 * @param parameters the references that are followed; empty: all
 * @param target the type that is referred to; null: any
 */
record IncludeRule(
        boolean reverse,
        boolean iterate,
        @Nullable String source,
        List<SearchParameter> parameters,
        @Nullable String target,
        String text) {

    IncludeRule {
        parameters = List.copyOf(parameters);
    }
}
