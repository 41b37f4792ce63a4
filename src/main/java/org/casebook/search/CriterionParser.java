package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.ParameterKey;

/** Reads one parameter of a query as a criterion (R4 section 3.1.1.4). */
final class CriterionParser {
    private final Vocabulary vocabulary;
    private final ValueParser values;

    CriterionParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.values = new ValueParser(vocabulary);
    }

    Criterion parse(Scope scope, String name, String value) {
        checkLength(name, value);
        if (scope.depth() > vocabulary.limits().chainDepth()) {
            throw InvalidSearch.of(
                    IssueType.TOO_COSTLY,
                    name,
                    "a chain may have " + vocabulary.limits().chainDepth() + " hops");
        }
        if (name.startsWith("_has:")) {
            return has(scope, name, value);
        }
        ParameterName parsed = ParameterName.parse(name);
        SearchParameter parameter = parameter(scope.type(), parsed);
        if (parsed.rest() != null) {
            return chain(scope, parsed, parameter, value);
        }
        return simple(scope, parsed, parameter, value);
    }

    void checkLength(String name, String value) {
        int most = vocabulary.limits().valueLength();
        if (value.length() > most || name.length() > most) {
            throw InvalidSearch.of(IssueType.TOO_LONG, name, "a parameter may have " + most + " characters");
        }
    }

    private SearchParameter parameter(String type, ParameterName name) {
        return vocabulary
                .parameter(type, name.code())
                .orElseThrow(() -> InvalidSearch.of(
                        IssueType.NOT_SUPPORTED,
                        name.whole(),
                        type + " has no search parameter '" + name.code() + "'"
                                + Nearest.hint(name.code(), vocabulary.names(type)) + " It has "
                                + String.join(", ", vocabulary.names(type))));
    }

    private Criterion simple(Scope scope, ParameterName name, SearchParameter parameter, String value) {
        String modifier = name.modifier();
        if (modifier != null) {
            Modifiers.check(vocabulary, parameter, name.whole(), modifier);
            if (modifier.equals("missing")) {
                return missing(scope, name, parameter, value);
            }
        }
        if (value.isEmpty()) {
            throw InvalidSearch.of(IssueType.VALUE, name.whole(), "the value is missing");
        }
        List<String> any = Escapes.split(value, ',');
        if (any.size() > vocabulary.limits().values()) {
            throw InvalidSearch.of(
                    IssueType.TOO_COSTLY,
                    name.whole(),
                    "a list may have " + vocabulary.limits().values() + " values");
        }
        if (any.stream().anyMatch(String::isEmpty)) {
            throw InvalidSearch.of(IssueType.VALUE, name.whole(), "a value of the list '" + value + "' is empty");
        }
        return values.criterion(scope, name, parameter, any);
    }

    private Criterion missing(Scope scope, ParameterName name, SearchParameter parameter, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw InvalidSearch.of(IssueType.VALUE, name.whole(), "the value of :missing is true or false");
        }
        Criterion there = switch (parameter.code()) {
            case "_id", "_lastUpdated" -> new ConstantCriterion(true, "every resource has " + parameter.code());
            default ->
                new RowCriterion(
                        parameter.code(),
                        table(parameter),
                        ParameterKey.VALUE.of(parameter, scope.type(), scope.contained()),
                        List.of(),
                        false);
        };
        return value.equals("true") ? new NotCriterion(there) : there;
    }

    static IndexTable table(SearchParameter parameter) {
        if (parameter.code().equals("_text") || parameter.code().equals("_content")) {
            return IndexTable.TEXT;
        }
        return switch (parameter.type()) {
            case NUMBER -> IndexTable.NUMBER;
            case DATE -> IndexTable.DATE;
            case STRING -> IndexTable.STRING;
            case TOKEN -> IndexTable.TOKEN;
            case REFERENCE -> IndexTable.REFERENCE;
            case COMPOSITE -> IndexTable.COMPOSITE;
            case QUANTITY -> IndexTable.QUANTITY;
            case URI -> IndexTable.URI;
            case SPECIAL -> IndexTable.POSITION;
        };
    }

    private Criterion chain(Scope scope, ParameterName name, SearchParameter parameter, String value) {
        requireReference(name.whole(), parameter);
        String rest = java.util.Objects.requireNonNull(name.rest());
        List<ChainCriterion.Hop> hops = new ArrayList<>();
        InvalidSearch refused = null;
        for (String target : targets(name, parameter)) {
            try {
                Criterion criterion = parse(scope.at(target), rest, value);
                Criterion contained = scope.contained() ? null : parse(scope.inside(target), rest, value);
                hops.add(vocabulary.hop(target, criterion, contained));
            } catch (InvalidSearch e) {
                refused = refused == null || !isUnknown(e) ? e : refused;
            }
        }
        if (refused != null && (hops.isEmpty() || !isUnknown(refused))) {
            throw refused;
        }
        return new ChainCriterion(
                name.whole(), ParameterKey.VALUE.of(parameter, scope.type(), scope.contained()), hops);
    }

    private static boolean isUnknown(InvalidSearch refused) {
        return refused.issues().get(0).type() == IssueType.NOT_SUPPORTED;
    }

    private void requireReference(String name, SearchParameter parameter) {
        if (parameter.type() != SearchParamType.REFERENCE) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    name,
                    "'" + parameter.code() + "' is a " + parameter.type().code()
                            + ", only a reference can be followed by '.'");
        }
    }

    private List<String> targets(ParameterName name, SearchParameter parameter) {
        if (name.modifier() != null) {
            return List.of(Modifiers.targetType(vocabulary, parameter, name.whole(), name.modifier()));
        }
        return parameter.target().isEmpty() || parameter.target().contains("Resource")
                ? vocabulary.definitions().resourceTypes()
                : parameter.target();
    }

    /** {@code _has:Observation:patient:code}: what follows the third colon is asked of the referring resource. */
    private Criterion has(Scope scope, String name, String value) {
        String[] parts = name.split(":", 4);
        if (parts.length < 4 || parts[3].isEmpty()) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED, name, "write _has:[type]:[reference parameter]:[parameter of that type]");
        }
        String source = parts[1];
        vocabulary.requireType(name, source);
        SearchParameter reference = parameter(source, new ParameterName(name, parts[2], null, null));
        requireReference(name, reference);
        if (!mayLeadTo(reference, scope.type())) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    name,
                    source + "." + reference.code() + " never leads to " + scope.type() + " but to "
                            + String.join(", ", reference.target()));
        }
        Criterion criterion = parse(scope.at(source), parts[3], value);
        return new HasCriterion(
                "_has:" + source + ":" + parts[2],
                scope.type(),
                source,
                ParameterKey.VALUE.of(reference, source, false),
                criterion);
    }

    private static boolean mayLeadTo(SearchParameter reference, String type) {
        return reference.target().isEmpty()
                || reference.target().contains(type)
                || reference.target().contains("Resource");
    }

    /** Whether resources of a type can be found by a {@code _has}; also where it is wrong in another way. */
    boolean canHave(String type, String has) {
        String[] parts = has.split(":", 4);
        return parts.length < 4
                || vocabulary
                        .parameters()
                        .of(parts[1], parts[2])
                        .filter(reference -> reference.type() == SearchParamType.REFERENCE)
                        .filter(reference -> !mayLeadTo(reference, type))
                        .isEmpty();
    }

    /** All names that a query on the type may use. */
    static Set<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }
}
