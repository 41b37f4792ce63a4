package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.casebook.error.IssueType;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;

/**
 * Reads {@code _filter} (R4 section 3.1.3): {@code given eq "peter" and (birthdate ge 2014-10-10 or not (active eq
 * false))}. A comparison becomes the parameter of the same meaning.
 */
final class FilterParser {
    private static final Map<String, String> ORDERED = Map.of(
            "eq", "eq", "ne", "ne", "gt", "gt", "lt", "lt", "ge", "ge", "le", "le", "sa", "sa", "eb", "eb", "ap", "ap");

    private final Vocabulary vocabulary;
    private final CriterionParser criteria;

    FilterParser(Vocabulary vocabulary, CriterionParser criteria) {
        this.vocabulary = vocabulary;
        this.criteria = criteria;
    }

    Criterion parse(Scope scope, String text) {
        if (text.length() > vocabulary.limits().valueLength()) {
            throw InvalidSearch.of(
                    IssueType.TOO_LONG,
                    "_filter",
                    "a filter may have " + vocabulary.limits().valueLength() + " characters");
        }
        FilterTokens tokens = new FilterTokens(text);
        Criterion criterion = any(scope, tokens, 0);
        if (!tokens.atEnd()) {
            throw tokens.refuse("'and', 'or' or the end of the filter");
        }
        return criterion;
    }

    private Criterion any(Scope scope, FilterTokens tokens, int depth) {
        List<Criterion> any = new ArrayList<>();
        any.add(all(scope, tokens, depth));
        while (tokens.takeWord("or")) {
            any.add(all(scope, tokens, depth));
        }
        return any.size() == 1 ? any.get(0) : new AnyCriterion(any);
    }

    private Criterion all(Scope scope, FilterTokens tokens, int depth) {
        List<Criterion> all = new ArrayList<>();
        all.add(term(scope, tokens, depth));
        while (tokens.takeWord("and")) {
            all.add(term(scope, tokens, depth));
        }
        return all.size() == 1 ? all.get(0) : new AllCriterion(all);
    }

    private Criterion term(Scope scope, FilterTokens tokens, int depth) {
        if (depth > vocabulary.limits().filterDepth()) {
            throw InvalidSearch.of(
                    IssueType.TOO_COSTLY,
                    "_filter",
                    "parentheses may be " + vocabulary.limits().filterDepth() + " deep");
        }
        if (tokens.takeWord("not")) {
            return new NotCriterion(term(scope, tokens, depth + 1));
        }
        if (tokens.take('(')) {
            Criterion inside = any(scope, tokens, depth + 1);
            tokens.require(')');
            return inside;
        }
        return comparison(scope, tokens, depth);
    }

    private Criterion comparison(Scope scope, FilterTokens tokens, int depth) {
        String path = tokens.path();
        if (tokens.take('[')) {
            Criterion inside = filtered(scope, tokens, path, depth);
            return inside;
        }
        String operator = tokens.word().toLowerCase(Locale.ROOT);
        String value = tokens.value();
        return compare(scope, path, operator, value);
    }

    /** {@code name[filter].rest op value}: what the reference leads to must meet the filter and the rest. */
    private Criterion filtered(Scope scope, FilterTokens tokens, String path, int depth) {
        SearchParameter reference = parameter(scope.type(), path);
        List<ChainCriterion.Hop> hops = new ArrayList<>();
        int start = tokens.position();
        int end = start;
        InvalidSearch refused = null;
        List<String> targets =
                reference.target().isEmpty() ? vocabulary.definitions().resourceTypes() : reference.target();
        for (String target : targets) {
            tokens.backTo(start);
            try {
                Criterion inside = any(scope.at(target), tokens, depth + 1);
                tokens.require(']');
                tokens.require('.');
                Criterion rest = comparison(scope.at(target), tokens, depth + 1);
                hops.add(vocabulary.hop(target, new AllCriterion(List.of(inside, rest)), null));
                end = tokens.position();
            } catch (InvalidSearch e) {
                refused = e;
            }
        }
        if (hops.isEmpty() && refused != null) {
            throw refused;
        }
        tokens.backTo(end);
        return new ChainCriterion(
                path,
                org.casebook.index.tables.ParameterKey.VALUE.of(reference, scope.type(), scope.contained()),
                hops);
    }

    private SearchParameter parameter(String type, String path) {
        return vocabulary
                .parameters()
                .of(type, path)
                .filter(p -> p.type() == SearchParamType.REFERENCE)
                .orElseThrow(() -> InvalidSearch.of(
                        IssueType.NOT_SUPPORTED, "_filter", type + " has no reference parameter '" + path + "'"));
    }

    private Criterion compare(Scope scope, String path, String operator, String value) {
        if (operator.equals("pr")) {
            return criteria.parse(scope, path + ":missing", value.equals("true") ? "false" : "true");
        }
        SearchParamType type = type(scope.type(), path);
        String plain = escaped(value);
        boolean ordered =
                type == SearchParamType.DATE || type == SearchParamType.NUMBER || type == SearchParamType.QUANTITY;
        if (ordered && ORDERED.containsKey(operator)) {
            return criteria.parse(
                    scope, path, ORDERED.get(operator) + (type == SearchParamType.QUANTITY ? value : plain));
        }
        if (ordered && operator.equals("po")) {
            return overlaps(scope, path, plain);
        }
        return switch (operator) {
            case "eq" -> equal(scope, path, type, value);
            case "ne" -> new NotCriterion(equal(scope, path, type, value));
            case "co" -> text(scope, path, type, operator, plain);
            case "sw", "ew" -> text(scope, path, type, operator, plain);
            case "in" -> criteria.parse(scope, path + ":in", plain);
            case "ni" -> criteria.parse(scope, path + ":not-in", plain);
            case "ss" -> criteria.parse(scope, path + (type == SearchParamType.URI ? ":above" : ":above"), value);
            case "sb" -> criteria.parse(scope, path + ":below", value);
            case "re" -> criteria.parse(scope, path, plain);
            default ->
                throw InvalidSearch.of(
                        IssueType.NOT_SUPPORTED,
                        "_filter",
                        "'" + operator + "' is not an operator for the " + type.code() + " '" + path
                                + "'; R4 has eq, ne, co, sw, ew, gt, lt, ge, le, ap, sa, eb, pr, po, ss, sb, in, ni, re");
        };
    }

    private Criterion equal(Scope scope, String path, SearchParamType type, String value) {
        return switch (type) {
            case STRING -> folded(scope, path, value);
            case TOKEN, COMPOSITE -> criteria.parse(scope, path, value.replace(",", "\\,"));
            default -> criteria.parse(scope, path, escaped(value));
        };
    }

    /** A filter's eq on a string is the whole string, without case and accents. */
    private Criterion folded(Scope scope, String path, String value) {
        return FilterStrings.whole(criteria.parse(scope, path, escaped(value)));
    }

    private Criterion text(Scope scope, String path, SearchParamType type, String operator, String value) {
        if (type == SearchParamType.STRING) {
            Criterion contains = criteria.parse(scope, path + ":contains", value);
            return switch (operator) {
                case "sw" -> criteria.parse(scope, path, value);
                case "co" -> contains;
                default -> FilterStrings.ending(contains);
            };
        }
        if (type == SearchParamType.URI && operator.equals("sw")) {
            return criteria.parse(scope, path + ":below", value);
        }
        if (type == SearchParamType.TOKEN && operator.equals("sw")) {
            return criteria.parse(scope, path + ":code-text", value);
        }
        throw InvalidSearch.of(
                IssueType.NOT_SUPPORTED,
                "_filter",
                "'" + operator + "' compares strings, and '" + path + "' is a " + type.code());
    }

    private Criterion overlaps(Scope scope, String path, String value) {
        return new AllCriterion(List.of(
                new NotCriterion(criteria.parse(scope, path, "sa" + value)),
                new NotCriterion(criteria.parse(scope, path, "eb" + value)),
                criteria.parse(scope, path + ":missing", "false")));
    }

    private SearchParamType type(String resourceType, String path) {
        if (path.startsWith("_has")) {
            return SearchParamType.TOKEN;
        }
        ParameterName name = ParameterName.parse(path);
        SearchParameter parameter = vocabulary
                .parameters()
                .of(resourceType, name.code())
                .orElseThrow(() -> InvalidSearch.of(
                        IssueType.NOT_SUPPORTED,
                        "_filter",
                        resourceType + " has no search parameter '" + name.code() + "'"
                                + org.casebook.error.Nearest.hint(name.code(), vocabulary.names(resourceType))));
        if (name.rest() == null) {
            return parameter.type();
        }
        List<String> targets = name.modifier() != null
                ? List.of(name.modifier())
                : parameter.target().isEmpty() ? vocabulary.definitions().resourceTypes() : parameter.target();
        for (String target : targets) {
            if (vocabulary
                    .parameters()
                    .of(target, ParameterName.parse(name.rest()).code())
                    .isPresent()) {
                return type(target, name.rest());
            }
        }
        throw InvalidSearch.of(
                IssueType.NOT_SUPPORTED,
                "_filter",
                "no target of '" + name.code() + "' has a parameter '" + name.rest() + "'");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(",", "\\,")
                .replace("$", "\\$")
                .replace("|", "\\|");
    }
}
