package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.search.Search;
import org.casebook.search.SearchRequest;
import org.casebook.search.SearchRequest.Parameter;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/**
 * {@code Observation/$lastn} (R4 Observation operations): of each kind of observation the newest ones. Two are of one kind
 * if they share a coding, or, where there is none, the text.
 */
public final class LastN {
    private static final Set<String> SUBJECTS = Set.of("patient", "subject");
    private final ResourceStore store;
    private final EveryMatch matches;

    public LastN(ResourceStore store, Search search) {
        this.store = store;
        this.matches = new EveryMatch(search);
    }

    /**
     * @param max how many of each kind
     * @param criteria search parameters of Observation; a patient or subject must be among them
     */
    public ResourceBundle run(String base, String self, int max, List<Parameter> criteria) {
        if (criteria.stream().noneMatch(p -> SUBJECTS.contains(p.name().split("[:.]", 2)[0]))) {
            throw new CasebookException(
                    ErrorCategory.INVALID,
                    IssueType.REQUIRED,
                    "$lastn needs a patient or a subject, and usually a category or a code.");
        }
        List<Parameter> parameters = new ArrayList<>(criteria);
        parameters.add(new Parameter("_sort", "-date"));
        parameters.add(new Parameter("_count", "1000"));
        parameters.add(new Parameter("_total", "none"));
        Kinds kinds = new Kinds(max);
        SearchRequest request = SearchRequest.ofType(base, "Observation", parameters);
        store.read(session -> {
            matches.each(session, request, kinds::add);
            return kinds;
        });
        List<BundleEntry> entries = kinds.observations().stream()
                .map(o -> BundleEntry.searched(base + "/" + o.key(), o.content(), "match"))
                .toList();
        return new ResourceBundle(
                "searchset", OptionalLong.of(entries.size()), List.of(new ResourceBundle.Link("self", self)), entries);
    }

    /** Observations by kind, in the order in which they came, newest first. */
    private static final class Kinds {
        private final int max;
        private final Map<String, Integer> kindOf = new HashMap<>();
        private final Map<Integer, List<StoredResource>> newest = new LinkedHashMap<>();

        Kinds(int max) {
            this.max = max;
        }

        void add(StoredResource observation) {
            List<String> names = names(Json.stored(observation.content()).path("code"));
            int kind = names.stream()
                    .filter(kindOf::containsKey)
                    .map(kindOf::get)
                    .findFirst()
                    .orElse(newest.size());
            names.forEach(name -> kindOf.putIfAbsent(name, kind));
            List<StoredResource> chosen = newest.computeIfAbsent(kind, k -> new ArrayList<>());
            if (chosen.size() < max) {
                chosen.add(observation);
            }
        }

        private static List<String> names(JsonNode code) {
            List<String> names = new ArrayList<>();
            for (JsonNode coding : code.path("coding")) {
                names.add(coding.path("system").asText() + "|"
                        + coding.path("code").asText());
            }
            if (names.isEmpty()) {
                names.add("text " + code.path("text").asText());
            }
            return names;
        }

        List<StoredResource> observations() {
            return newest.values().stream().flatMap(List::stream).toList();
        }
    }
}
