package org.casebook.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.jdbc.TestDatabase;
import org.casebook.store.Method;
import org.casebook.store.ResourceStore;

/** A store with a search over it, and queries written as people write them. */
final class SearchStore implements AutoCloseable {
    static final String BASE = "http://localhost/fhir";
    final ResourceStore store;
    final Search search;
    final SearchParameters parameters;
    final ParameterRegistry registry;

    SearchStore(TestDatabase kind, SearchParameters parameters) {
        this(
                kind == TestDatabase.H2
                        ? DatabaseAddress.memory("search" + UUID.randomUUID())
                        : kind.create(Path.of("none")),
                parameters,
                SearchLimits.defaults());
    }

    SearchStore(DatabaseAddress address, SearchParameters parameters, SearchLimits limits) {
        this.parameters = parameters;
        registry = new ParameterRegistry(parameters, Set.of(BASE));
        store = ResourceStore.open(Database.open(address), new IndexTables(registry));
        search = new Search(store, registry, limits);
    }

    /** Another search over the same resources, which stay the other's to close. */
    SearchStore(SearchStore other, SearchLimits limits) {
        parameters = other.parameters;
        registry = other.registry;
        store = other.store;
        search = new Search(store, registry, limits);
    }

    static SearchStore of(TestDatabase kind) {
        return new SearchStore(kind, SearchParameters.r4());
    }

    /** Adds resources written as JSON with single quotes; all in one unit of work. */
    SearchStore with(String... resources) {
        List<ObjectNode> trees = new ArrayList<>();
        for (String resource : resources) {
            trees.add(tree(resource.replace('\'', '"')));
        }
        return withTrees(trees);
    }

    SearchStore withTrees(List<ObjectNode> trees) {
        store.write(unit -> {
            for (ObjectNode tree : trees) {
                unit.put(
                        new ResourceKey(
                                tree.get("resourceType").asText(),
                                tree.get("id").asText()),
                        tree,
                        Method.PUT);
            }
            return null;
        });
        return this;
    }

    void delete(String type, String id) {
        store.write(unit -> unit.delete(new ResourceKey(type, id)));
    }

    static ObjectNode tree(String json) {
        try {
            return (ObjectNode) Json.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Ids of the hits, in order. */
    List<String> ids(String query) {
        return run(query).entries().stream()
                .filter(e -> e.mode() == SearchEntry.Mode.MATCH)
                .map(e -> e.resource().key().id())
                .toList();
    }

    /** Type and id of what is included. */
    List<String> included(String query) {
        return run(query).entries().stream()
                .filter(e -> e.mode() == SearchEntry.Mode.INCLUDE)
                .map(e -> e.resource().key().toString())
                .toList();
    }

    long total(String query) {
        return run(query).total().orElseThrow();
    }

    SearchResult run(String query) {
        return search.run(request(query));
    }

    /** {@code Patient?name=x}, {@code ?_type=Patient}, {@code Patient/1/Observation?code=x}, or a whole link. */
    static SearchRequest request(String query) {
        String relative =
                query.startsWith(BASE) ? query.substring(BASE.length()).replaceFirst("^/", "") : query;
        int mark = relative.indexOf('?');
        String path = mark < 0 ? relative : relative.substring(0, mark);
        List<SearchRequest.Parameter> parameters = new ArrayList<>();
        if (mark >= 0 && mark + 1 < relative.length()) {
            for (String pair : relative.substring(mark + 1).split("&")) {
                int equals = pair.indexOf('=');
                parameters.add(new SearchRequest.Parameter(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        String[] steps = path.split("/");
        if (steps.length == 3) {
            return new SearchRequest(
                    BASE,
                    steps[2].equals("*") ? null : steps[2],
                    new ResourceKey(steps[0], steps[1]),
                    parameters,
                    false);
        }
        return new SearchRequest(BASE, path.isEmpty() ? null : path, null, parameters, false);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        store.close();
    }
}
