package org.casebook.index;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HL7's search parameters as lines of text, one a parameter, its parts between tabs: url, code, type, base, target,
 * comparator, modifier, usage, flags ({@code o}: no comma list, {@code a}: no repetition), expression, and then
 * definition and expression of each component.
 */
public final class SearchParameterLines {
    private static final int FIXED = 10;

    private SearchParameterLines() {}

    /** Written by the build. */
    public static String write(SearchParameter p) {
        List<String> parts = new ArrayList<>(List.of(
                p.url(),
                p.code(),
                p.type().code(),
                String.join(" ", p.base()),
                String.join(" ", p.target()),
                String.join(" ", p.comparator()),
                String.join(" ", p.modifier()),
                p.usage(),
                (p.multipleOr() ? "" : "o") + (p.multipleAnd() ? "" : "a"),
                p.expression() == null ? "" : p.expression()));
        p.component().forEach(c -> parts.addAll(List.of(c.definition(), c.expression())));
        return parts.stream().map(part -> part.replaceAll("\\s+", " ")).collect(Collectors.joining("\t"));
    }

    static SearchParameter read(String line) {
        String[] parts = line.split("\t", -1);
        List<SearchParameter.Component> components = new ArrayList<>();
        for (int i = FIXED; i + 1 < parts.length; i += 2) {
            components.add(new SearchParameter.Component(parts[i], parts[i + 1]));
        }
        return new SearchParameter(
                parts[0],
                parts[1],
                SearchParamType.ofCode(parts[2]).orElseThrow(),
                words(parts[3]),
                emptyAsNull(parts[9]),
                words(parts[4]),
                components,
                words(parts[5]),
                words(parts[6]),
                !parts[8].contains("o"),
                !parts[8].contains("a"),
                parts[7]);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
