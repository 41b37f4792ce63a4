package org.casebook.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.ParameterKey;
import org.casebook.index.tables.TimeLine;

/** Reads {@code _sort} (R4 section 3.1.1.5.1): {@code -date,subject.name,_id}. */
final class SortParser {
    private final Vocabulary vocabulary;

    SortParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The keys of earlier {@code _sort} parameters and of this one, each once. */
    List<String> keys(List<String> before, String value) {
        Set<String> each = new LinkedHashSet<>(before);
        each.addAll(List.of(value.split(",", -1)));
        List<String> keys = List.copyOf(each);
        if (keys.size() > vocabulary.limits().sortKeys()) {
            throw InvalidSearch.of(
                    IssueType.TOO_COSTLY,
                    "_sort",
                    "a search is sorted by " + vocabulary.limits().sortKeys() + " keys at most");
        }
        return keys;
    }

    Order order(String type, boolean contained, List<String> keys) {
        return new Order(keys.stream().map(key -> key(type, contained, key)).toList());
    }

    /** The same for a result of one type: what is equal by its only key stands as in the list of that key. */
    Order orderOfList(String type, boolean contained, List<String> keys) {
        Order order = order(type, contained, keys);
        return order.keys().size() == 1
                        && order.keys().get(0) instanceof SortKey.ByParameter key
                        && KeyList.isOrdered(key.table())
                ? new Order(List.of(key, new SortKey.ByTie(key.descending())))
                : order;
    }

    private SortKey key(String type, boolean contained, String text) {
        boolean descending = text.startsWith("-");
        String path = descending ? text.substring(1) : text;
        return key(type, contained, path, descending, 0, true);
    }

    private SortKey key(String type, boolean contained, String path, boolean descending, int depth, boolean top) {
        if (depth > vocabulary.limits().chainDepth()) {
            throw InvalidSearch.of(
                    IssueType.TOO_COSTLY,
                    "_sort",
                    "a chain may have " + vocabulary.limits().chainDepth() + " hops");
        }
        ParameterName name = ParameterName.parse(path);
        if (name.rest() != null) {
            return chain(type, contained, name, descending, depth);
        }
        if (name.modifier() != null) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    "_sort",
                    "a sort key has no modifier, '" + path + "' has; a descending order is written '-" + name.code()
                            + "'");
        }
        return switch (name.code()) {
            case "_id" -> new SortKey.ByResource("id", descending);
            case "_lastUpdated" -> new SortKey.ByResource("updated", descending);
            default -> parameter(type, contained, parameter(type, name), descending, top);
        };
    }

    private SearchParameter parameter(String type, ParameterName name) {
        return vocabulary
                .parameter(type, name.code())
                .orElseThrow(() -> InvalidSearch.of(
                        IssueType.NOT_SUPPORTED,
                        "_sort",
                        type + " has no search parameter '" + name.code() + "' to sort by"
                                + Nearest.hint(name.code(), vocabulary.names(type))));
    }

    private SortKey parameter(
            String type, boolean contained, SearchParameter parameter, boolean descending, boolean top) {
        if (top
                && TimeLine.parameter(type)
                        .filter(p -> p.url().equals(parameter.url()))
                        .isPresent()) {
            return new SortKey.ByTimeLine(descending);
        }
        IndexTable table = CriterionParser.table(parameter);
        int key = ParameterKey.VALUE.of(parameter, type, contained);
        return switch (table) {
            case STRING, URI -> new SortKey.ByParameter(table, key, "val", "", descending);
            case TOKEN -> new SortKey.ByParameter(table, key, "code", " and $.code <> ''", descending);
            case REFERENCE -> new SortKey.ByParameter(table, key, "target", " and $.target <> ''", descending);
            case DATE, NUMBER -> new SortKey.ByParameter(table, key, "low", "", descending);
            case QUANTITY -> new SortKey.ByParameter(table, key, "low", " and $.unit = 0", descending);
            case POSITION, COMPOSITE, TEXT ->
                throw InvalidSearch.of(
                        IssueType.NOT_SUPPORTED,
                        "_sort",
                        "'" + parameter.code() + "' has no order: it is a "
                                + parameter.type().code());
        };
    }

    private SortKey chain(String type, boolean contained, ParameterName name, boolean descending, int depth) {
        SearchParameter reference = parameter(type, name);
        if (reference.type() != SearchParamType.REFERENCE) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    "_sort",
                    "'" + name.code() + "' is no reference, it cannot be followed by '.'");
        }
        List<String> targets = name.modifier() == null
                ? reference.target()
                : List.of(Modifiers.targetType(vocabulary, reference, "_sort", name.modifier()));
        List<SortKey> keys = new ArrayList<>();
        Optional<InvalidSearch> refused = Optional.empty();
        for (String target : targets) {
            try {
                SortKey last =
                        key(target, false, java.util.Objects.requireNonNull(name.rest()), descending, depth + 1, false);
                keys.add(new SortKey.ByChain(
                        ParameterKey.VALUE.of(reference, type, contained), target, last, descending));
            } catch (InvalidSearch e) {
                refused = Optional.of(e);
            }
        }
        if (keys.isEmpty()) {
            throw refused.orElseGet(() -> InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    "_sort",
                    "'" + name.whole() + "' must name a type, as in subject:Patient.name"));
        }
        return keys.size() == 1 ? keys.get(0) : new SortKey.First(keys, descending);
    }
}
