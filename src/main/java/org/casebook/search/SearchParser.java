package org.casebook.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.fhir.Compartment;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.ParameterKey;
import org.jspecify.annotations.Nullable;

/** Reads a query (R4 section 3.1.1): criteria, and what shapes the answer. */
final class SearchParser {
    private final Vocabulary vocabulary;
    private final SearchRequest request;
    private final CriterionParser criteria;
    private final FilterParser filters;
    private final SortParser sorts;
    private final IncludeParser includes;
    private final List<Issue> issues = new ArrayList<>();
    private final List<SearchRequest.Parameter> kept = new ArrayList<>();
    private final ControlParser control;

    SearchParser(Vocabulary vocabulary, SearchRequest request) {
        this.vocabulary = vocabulary;
        this.request = request;
        this.criteria = new CriterionParser(vocabulary);
        this.filters = new FilterParser(vocabulary, criteria);
        this.sorts = new SortParser(vocabulary);
        this.includes = new IncludeParser(vocabulary);
        this.control = new ControlParser(vocabulary.limits());
    }

    /** Reads the query; the types that exist are asked for only when the query does not name any. */
    ParsedSearch parse(Supplier<List<String>> existing) {
        if (request.parameters().size() > vocabulary.limits().parameters()) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.TOO_COSTLY,
                    "A search may have " + vocabulary.limits().parameters() + " parameters, this one has "
                            + request.parameters().size() + ".");
        }
        List<String> types = new SearchedTypes(vocabulary, criteria, request).of(existing);
        List<SearchRequest.Parameter> conditions = new ArrayList<>();
        List<String> sortKeys = new ArrayList<>();
        List<IncludeRule> rules = new ArrayList<>();
        for (SearchRequest.Parameter parameter : request.parameters()) {
            understand(parameter, () -> take(types, parameter, conditions, sortKeys, rules));
        }
        List<ParsedSearch.Target> targets = new ArrayList<>();
        for (String type : types) {
            for (boolean contained : control.contained()) {
                targets.add(target(type, contained, types.size() > 1, conditions, sortKeys));
            }
        }
        return new ParsedSearch(
                List.copyOf(targets),
                targets.size() > 1,
                !sortKeys.isEmpty(),
                control.control(),
                List.copyOf(rules),
                List.copyOf(kept),
                control.withIssues(issues));
    }

    /** Takes a parameter, or leaves it out with a warning when the client is lenient. */
    private void understand(SearchRequest.Parameter parameter, Runnable take) {
        try {
            take.run();
            kept.add(parameter);
        } catch (InvalidSearch e) {
            Issue issue = e.issues().get(0);
            if (!request.lenient() || issue.type() != IssueType.NOT_SUPPORTED) {
                throw e;
            }
            issues.add(Issue.warning(
                    issue.type(),
                    issue.text() + " The parameter was left out.",
                    issue.expressions().toArray(String[]::new)));
        }
    }

    private void take(
            List<String> types,
            SearchRequest.Parameter parameter,
            List<SearchRequest.Parameter> conditions,
            List<String> sortKeys,
            List<IncludeRule> rules) {
        String name = parameter.name();
        String bare = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        if (bare.equals("_include") || bare.equals("_revinclude")) {
            rules.add(includes.parse(name, parameter.value(), types));
        } else if (name.equals("_sort")) {
            List<String> keys = sorts.keys(sortKeys, parameter.value());
            types.forEach(type -> sorts.order(type, false, keys));
            sortKeys.clear();
            sortKeys.addAll(keys);
        } else if (ParsedSearch.CONTROL.contains(name)) {
            control.take(name, parameter.value());
        } else if (bare.equals("_query")) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED, name, "this server has no named query '" + parameter.value() + "'");
        } else {
            checkKnown(types, parameter);
            conditions.add(parameter);
        }
    }

    private void checkKnown(List<String> types, SearchRequest.Parameter parameter) {
        if (types.isEmpty()) {
            criterion(new Scope("Basic", false, 0), parameter);
        }
        for (String type : types) {
            criterion(new Scope(type, false, 0), parameter);
        }
    }

    private Criterion criterion(Scope scope, SearchRequest.Parameter parameter) {
        if (parameter.name().equals("_filter")) {
            criteria.checkLength(parameter.name(), parameter.value());
            return filters.parse(scope, parameter.value());
        }
        try {
            return criteria.parse(scope, parameter.name(), parameter.value());
        } catch (InvalidSearch e) {
            String head = ParameterName.parse(parameter.name()).code();
            boolean unknown = vocabulary.parameters().of(scope.type(), head).isEmpty() && !head.startsWith("_has");
            throw unknown ? unknown(scope.type(), parameter.name(), head) : e;
        }
    }

    /** The first name of a query may also be a misspelt control parameter. */
    private InvalidSearch unknown(String type, String name, String head) {
        Set<String> names = new TreeSet<>(vocabulary.names(type));
        Set<String> all = new TreeSet<>(names);
        all.addAll(ParsedSearch.CONTROL);
        return InvalidSearch.of(
                IssueType.NOT_SUPPORTED,
                name,
                type + " has no search parameter '" + head + "'" + Nearest.hint(head, all) + " Its parameters are "
                        + String.join(", ", names));
    }

    private ParsedSearch.Target target(
            String type,
            boolean contained,
            boolean merged,
            List<SearchRequest.Parameter> conditions,
            List<String> sortKeys) {
        Scope scope = new Scope(type, contained, 0);
        List<Criterion> all = new ArrayList<>();
        Criterion compartment = compartment(type);
        if (compartment != null) {
            all.add(compartment);
        }
        for (SearchRequest.Parameter condition : conditions) {
            all.addAll(Drivers.flat(criterion(scope, condition)));
        }
        Order order = sortKeys.isEmpty()
                ? Order.newestFirst()
                : merged ? sorts.order(type, contained, sortKeys) : sorts.orderOfList(type, contained, sortKeys);
        return new ParsedSearch.Target(type, contained, List.copyOf(new LinkedHashSet<>(all)), order);
    }

    /** R4 section 3.1.1.1.3: one of the parameters that the CompartmentDefinition names leads to its centre. */
    private @Nullable Criterion compartment(String type) {
        if (request.compartment() == null) {
            return null;
        }
        String centre = request.compartment().type();
        String id = request.compartment().id();
        List<Criterion> any = new ArrayList<>();
        if (type.equals(centre)) {
            any.add(new IdCriterion(type, List.of(id)));
        }
        Compartment definition =
                Objects.requireNonNull(vocabulary.definitions().compartments().get(centre), centre);
        for (String code : definition.members().getOrDefault(type, List.of())) {
            if (code.equals("{def}")) {
                continue;
            }
            SearchParameter parameter = vocabulary.parameters().of(type, code).orElseThrow();
            any.add(new RowCriterion(
                    code,
                    IndexTable.REFERENCE,
                    ParameterKey.VALUE.of(parameter, type, false),
                    List.of(ReferenceTest.to(centre, id)),
                    false));
        }
        return any.size() == 1 ? any.get(0) : new AnyCriterion(any);
    }
}
