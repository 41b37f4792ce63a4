package org.casebook.interaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;

/**
 * The search that a conditional interaction depends on (R4 sections 3.1.0.4.3, 3.1.0.7.1, 3.1.0.8.1).
 *
 * @param type the resource type
 * @param query the search parameters as they stand in a URL, without those that only shape an answer
 */
public record Criteria(String type, String query) {
    private static final Set<String> SHAPING = Set.of(
            "_format",
            "_pretty",
            "_summary",
            "_elements",
            "_count",
            "_total",
            "_sort",
            "_cascade",
            "_include",
            "_revinclude");

    /** Criteria from the query of a URL; 400 if nothing is left that could select. */
    public static Criteria of(String type, String query) {
        String text = query.startsWith("?") ? query.substring(1) : query;
        String selecting = Stream.of(text.split("&"))
                .filter(p -> !p.isBlank() && !SHAPING.contains(name(p)))
                .collect(Collectors.joining("&"));
        if (selecting.isEmpty()) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    "A conditional interaction needs search criteria, such as " + type + "?identifier=system|value.");
        }
        return new Criteria(type, selecting);
    }

    /** {@code If-None-Exist}: the query alone, or with the type in front. */
    public static Criteria ofHeader(String type, String value) {
        int question = value.indexOf('?');
        return of(type, question < 0 ? value : value.substring(question + 1));
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** One name and value, decoded. */
    public record Parameter(String name, String value) {}

    public List<Parameter> parameters() {
        return Stream.of(query.split("&"))
                .map(text -> {
                    int equals = text.indexOf('=');
                    String name = equals < 0 ? text : text.substring(0, equals);
                    return new Parameter(decoded(name), equals < 0 ? "" : decoded(text.substring(equals + 1)));
                })
                .toList();
    }

    /** The same text for criteria that differ only in order and escapes. */
    public String normalised() {
        List<String> parameters = Stream.of(query.split("&"))
                .map(Criteria::decoded)
                .sorted()
                .distinct()
                .toList();
        return type + "?" + String.join("&", parameters);
    }

    private static String decoded(String parameter) {
        try {
            return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CasebookException(
                    ErrorCategory.INVALID, "'" + parameter + "' has a broken percent escape; write % as %25.");
        }
    }

    @Override
    public String toString() {
        return type + "?" + query;
    }
}
