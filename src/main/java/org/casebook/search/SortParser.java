package org.casebook.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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
        return new Order(keys.stream()
                .flatMap(key -> each(key(type, contained, key), false).stream())
                .toList());
    }

    /** The same for a result of one type: what is equal by its only key stands as in the list of that key. */
    Order orderOfList(String type, boolean contained, List<String> keys) {
        if (keys.size() != 1) {
            return order(type, contained, keys);
        }
        SortKey key = key(type, contained, keys.get(0));
        List<SortKey> whole = new ArrayList<>(each(key, true));
        if (key instanceof SortKey.ByParameter) {
            whole.add(new SortKey.ByTie(key.descending()));
        }
        return new Order(whole);
    }

    private SortKey key(String type, boolean contained, String text) {
        boolean descending = text.startsWith("-");
        String path = descending ? text.substring(1) : text;
        return key(type, contained, path, descending, 0, true);
    }

    /** A key for each column by which a parameter is sorted. */
    private static List<SortKey> each(SortKey key, boolean whole) {
        if (!(key instanceof SortKey.ByParameter parameter)) {
            return List.of(key);
        }
        List<String> columns = whole ? KeyColumns.whole(parameter.table()) : KeyColumns.of(parameter.table());
        return IntStream.rangeClosed(1, columns.size())
                .<SortKey>mapToObj(count -> parameter.by(columns.subList(0, count)))
                .toList();
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
        List<String> columns = KeyColumns.of(table);
        if (columns.isEmpty()) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    "_sort",
                    "'" + parameter.code() + "' has no order: it is a "
                            + parameter.type().code());
        }
        return new SortKey.ByParameter(table, ParameterKey.VALUE.of(parameter, type, contained), columns, descending);
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
