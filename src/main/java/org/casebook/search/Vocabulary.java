package org.casebook.search;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.fhir.Definitions;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.ParameterKey;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a query mean.
 *
 * @param parameters the search parameters in force
 * @param base the service base url, for absolute references to this server
 * @param ownBase whether absolute references below it are indexed as references to this server
 * @param hints what is said with the answer: why something in the query finds nothing; added to while it is read
 */
record Vocabulary(
        SearchParameters parameters,
        Definitions definitions,
        SearchLimits limits,
        TerminologyLookup terminology,
        Hierarchy hierarchy,
        QuantityTest.Units units,
        Clock clock,
        String base,
        boolean ownBase,
        IndexState index,
        FunctionalLists lists,
        Set<Issue> hints) {

    /** The parameter of this name; that it was asked for is noted. */
    Optional<SearchParameter> parameter(String type, String code) {
        Optional<SearchParameter> parameter = parameters.of(type, code);
        parameter.ifPresent(index::asked);
        return parameter;
    }

    /** The names of the parameters of a type. */
    Collection<String> names(String type) {
        Set<String> names = new TreeSet<>();
        for (SearchParameter parameter : parameters.all(type)) {
            names.add(parameter.code());
        }
        return names;
    }

    /**
     * A hop of a chain to a type, by reference or by canonical.
     *
     * @param contained what a contained target must be like; null: the hop does not lead into contained resources
     */
    ChainCriterion.Hop hop(String type, Criterion criterion, @Nullable Criterion contained) {
        return new ChainCriterion.Hop(
                type,
                criterion,
                contained,
                parameters
                        .of(type, "url")
                        .filter(url -> url.type() == SearchParamType.URI)
                        .map(url -> ParameterKey.VALUE.of(url, type, false))
                        .orElse(null));
    }

    void requireType(String parameter, String type) {
        if (!definitions.isResourceType(type)) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    parameter,
                    "'" + type + "' is not a resource type of R4" + Nearest.hint(type, definitions.resourceTypes()));
        }
    }
}
