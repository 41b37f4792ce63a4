package org.casebook.search;

import java.util.List;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.jspecify.annotations.Nullable;

/** Reads {@code _include} and {@code _revinclude}: {@code *}, {@code Type:*} or {@code Type:parameter[:TargetType]}. */
final class IncludeParser {
    private final Vocabulary vocabulary;

    IncludeParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    IncludeRule parse(String name, String value, List<String> types) {
        boolean reverse = name.startsWith("_revinclude");
        String modifier = name.contains(":") ? name.substring(name.indexOf(':') + 1) : "";
        if (!modifier.isEmpty() && !modifier.equals("iterate") && !modifier.equals("recurse")) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    name,
                    "':" + modifier + "' is not a modifier of it; the only one is :iterate");
        }
        boolean iterate = !modifier.isEmpty();
        if (value.equals("*")) {
            return new IncludeRule(reverse, iterate, null, List.of(), null, value);
        }
        String[] parts = value.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw InvalidSearch.of(
                    IssueType.VALUE,
                    name,
                    "'" + value + "' must be *, Type:* or Type:parameter or Type:parameter:TargetType");
        }
        vocabulary.requireType(name, parts[0]);
        String target = parts.length == 3 && !parts[2].isEmpty() && !parts[2].equals("*") ? parts[2] : null;
        if (target != null) {
            vocabulary.requireType(name, target);
        }
        return new IncludeRule(reverse, iterate, parts[0], parameters(name, parts, target), target, value);
    }

    private List<SearchParameter> parameters(String name, String[] parts, @Nullable String target) {
        if (parts[1].equals("*")) {
            return List.of();
        }
        List<String> references = vocabulary.parameters().all(parts[0]).stream()
                .filter(p -> p.type() == SearchParamType.REFERENCE)
                .map(SearchParameter::code)
                .toList();
        if (!references.contains(parts[1])) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    name,
                    parts[0] + " has no reference parameter '" + parts[1] + "'" + Nearest.hint(parts[1], references)
                            + " It has " + String.join(", ", references));
        }
        SearchParameter parameter =
                vocabulary.parameters().of(parts[0], parts[1]).orElseThrow();
        if (target != null) {
            Modifiers.targetType(vocabulary, parameter, name, target);
        }
        return List.of(parameter);
    }
}
