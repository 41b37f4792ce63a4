package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;

/** Which modifiers a type of parameter allows (R4 section 3.1.1.4.4, and two of R5 for tokens). */
final class Modifiers {
    private static final Map<SearchParamType, List<String>> ALLOWED = Map.of(
            SearchParamType.NUMBER, List.of("missing"),
            SearchParamType.DATE, List.of("missing"),
            SearchParamType.QUANTITY, List.of("missing"),
            SearchParamType.COMPOSITE, List.of("missing"),
            SearchParamType.SPECIAL, List.of("missing"),
            SearchParamType.STRING, List.of("missing", "exact", "contains"),
            SearchParamType.URI, List.of("missing", "above", "below"),
            SearchParamType.REFERENCE, List.of("missing", "identifier", "above", "below", "[type]"),
            SearchParamType.TOKEN,
                    List.of(
                            "missing",
                            "text",
                            "not",
                            "above",
                            "below",
                            "in",
                            "not-in",
                            "of-type",
                            "code-text",
                            "text-advanced"));

    private Modifiers() {}

    static void check(Vocabulary vocabulary, SearchParameter parameter, String name, String modifier) {
        List<String> allowed = allowed(parameter);
        if (allowed.contains(modifier) && !modifier.equals("[type]")) {
            return;
        }
        if (allowed.contains("[type]") && vocabulary.definitions().isResourceType(modifier)) {
            targetType(vocabulary, parameter, name, modifier);
            return;
        }
        throw InvalidSearch.of(
                IssueType.NOT_SUPPORTED,
                name,
                "':" + modifier + "' is not a modifier of a " + parameter.type().code()
                        + Nearest.hint(modifier, allowed) + " Allowed here: "
                        + String.join(", ", allowed.stream().map(m -> ":" + m).toList()));
    }

    private static List<String> allowed(SearchParameter parameter) {
        return switch (parameter.code()) {
            case "_id" -> List.of("missing", "not");
            case "_text", "_content", "_list", "_filter", "_has", "_type", "_query" -> List.of();
            default -> parameter.isPhonetic() ? List.of("missing") : ALLOWED.getOrDefault(parameter.type(), List.of());
        };
    }

    /** The type that {@code subject:Patient} names, if the reference can lead there. */
    static String targetType(Vocabulary vocabulary, SearchParameter parameter, String name, String type) {
        vocabulary.requireType(name, type);
        List<String> targets = parameter.target();
        if (!targets.isEmpty() && !targets.contains(type) && !targets.contains("Resource")) {
            List<String> sorted = new ArrayList<>(targets);
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    name,
                    "'" + parameter.code() + "' never leads to " + type + " but to " + String.join(", ", sorted));
        }
        return type;
    }
}
