package org.casebook.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.jspecify.annotations.Nullable;

/** A well-formed query for each search parameter that a CapabilityStatement lists. */
final class SampleQueries {
    private static final Map<String, String> SPECIAL = Map.of(
            "near", "near=48.1|11.5|10|km",
            "_filter", "_filter=_id eq x",
            "_list", "_list=x",
            "_type", "_type=Patient",
            "_text", "_text=calcinosis",
            "_content", "_content=calcinosis");
    private static final Map<String, String> BY_TYPE = Map.of(
            "number", "1",
            "date", "2020-01-01",
            "string", "x",
            "token", "http://s|c",
            "reference", "x",
            "quantity", "1",
            "uri", "http://example.org/x");
    private static final SearchParameters PARAMETERS = CasebookServer.parameters();

    private SampleQueries() {}

    /**
     * @param reference a reference that leads to the type, {@code Observation:subject}; null if none does
     */
    static String of(String resourceType, @Nullable String reference, JsonNode parameter) {
        String name = parameter.path("name").asText();
        String type = parameter.path("type").asText();
        if (name.equals("_has")) {
            return reference == null ? "_id=x" : "_has:" + reference + ":_id=x";
        }
        if (type.equals("special") || SPECIAL.containsKey(name)) {
            String query = name.equals("_type") ? "_type=" + resourceType : SPECIAL.get(name);
            if (query == null) {
                throw new AssertionError("nobody knows a value for " + parameter);
            }
            return query.replace(" ", "%20");
        }
        return name + "=" + (type.equals("composite") ? tuple(parameter) : BY_TYPE.get(type));
    }

    private static String tuple(JsonNode parameter) {
        SearchParameter composite =
                PARAMETERS.byUrl(parameter.path("definition").asText()).orElseThrow();
        return composite.component().stream()
                .map(part -> BY_TYPE.get(
                        PARAMETERS.byUrl(part.definition()).orElseThrow().type().code()))
                .collect(Collectors.joining("$"));
    }
}
