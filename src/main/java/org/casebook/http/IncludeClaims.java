package org.casebook.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.casebook.fhir.Definitions;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;

/** Which references can be followed from a type, and which lead to it (R4 section 3.1.1.5.4). */
final class IncludeClaims {
    private static final String ALL = "*";
    private final Map<String, List<String>> forward = new LinkedHashMap<>();
    private final Map<String, List<String>> reverse = new LinkedHashMap<>();

    IncludeClaims(SearchParameters parameters) {
        List<String> types = Definitions.r4().resourceTypes();
        for (String source : types) {
            for (SearchParameter parameter : parameters.all(source)) {
                if (parameter.type() == SearchParamType.REFERENCE) {
                    String include = source + ":" + parameter.code();
                    add(forward, source, include);
                    List<String> targets = parameter.target().isEmpty() ? types : parameter.target();
                    targets.forEach(target -> add(reverse, target, include));
                }
            }
        }
    }

    private static void add(Map<String, List<String>> claims, String type, String include) {
        claims.computeIfAbsent(type, t -> new ArrayList<>()).add(include);
    }

    Stream<String> forward(String type) {
        return with(forward.getOrDefault(type, List.of()));
    }

    Stream<String> reverse(String type) {
        return with(reverse.getOrDefault(type, List.of()));
    }

    private static Stream<String> with(List<String> includes) {
        return Stream.concat(Stream.of(ALL), includes.stream());
    }
}
