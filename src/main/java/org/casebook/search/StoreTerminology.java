package org.casebook.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.Keys;
import org.casebook.index.tables.ParameterKey;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/** Value sets and code systems as they stand in the store: enumerations, hierarchies, and value sets of value sets. */
final class StoreTerminology implements TerminologyLookup {
    private static final int DEEPEST = 20;
    private static final String IMPLICIT = "?fhir_vs";
    private final ReadSession session;
    private final SearchParameters parameters;

    StoreTerminology(ReadSession session, SearchParameters parameters) {
        this.session = session;
        this.parameters = parameters;
    }

    @Override
    public Optional<List<Code>> members(String valueSet) {
        Set<Code> codes = new LinkedHashSet<>();
        return members(valueSet, codes, 0) ? Optional.of(List.copyOf(codes)) : Optional.empty();
    }

    private boolean members(String url, Set<Code> codes, int depth) {
        Optional<Set<Code>> implicit = implicit(url);
        if (implicit.isPresent()) {
            return codes.addAll(implicit.get());
        }
        Optional<ObjectNode> valueSet = depth > DEEPEST ? Optional.empty() : resource("ValueSet", url);
        if (valueSet.isEmpty()) {
            return false;
        }
        JsonNode compose = valueSet.get().path("compose");
        if (compose.path("include").isEmpty()) {
            valueSet.get().path("expansion").path("contains").forEach(c -> expansion(c, codes));
            return valueSet.get().has("expansion");
        }
        for (JsonNode include : compose.path("include")) {
            Set<Code> some = new LinkedHashSet<>();
            if (!part(include, some, depth)) {
                return false;
            }
            codes.addAll(some);
        }
        for (JsonNode exclude : compose.path("exclude")) {
            Set<Code> some = new LinkedHashSet<>();
            if (!part(exclude, some, depth)) {
                return false;
            }
            codes.removeAll(some);
        }
        return true;
    }

    private static void expansion(JsonNode contains, Set<Code> codes) {
        if (contains.has("code")) {
            codes.add(new Code(
                    contains.path("system").asText(null), contains.get("code").asText()));
        }
        contains.path("contains").forEach(c -> expansion(c, codes));
    }

    /** What an include has: the codes of its system, and of these those that are in all of its value sets. */
    private boolean part(JsonNode include, Set<Code> codes, int depth) {
        boolean first = true;
        String system = include.path("system").asText(null);
        if (system != null) {
            if (!ofSystem(include, system, codes)) {
                return false;
            }
            first = false;
        }
        for (JsonNode other : include.path("valueSet")) {
            Set<Code> some = new LinkedHashSet<>();
            if (!members(other.asText(), some, depth + 1)) {
                return false;
            }
            if (first) {
                codes.addAll(some);
            } else {
                codes.retainAll(some);
            }
            first = false;
        }
        return true;
    }

    private boolean ofSystem(JsonNode include, String system, Set<Code> codes) {
        if (include.has("concept")) {
            include.get("concept")
                    .forEach(c -> codes.add(new Code(system, c.path("code").asText())));
            return true;
        }
        Optional<Concepts> concepts = concepts(system);
        if (concepts.isEmpty()) {
            return false;
        }
        Set<String> some = new LinkedHashSet<>(concepts.get().parents.keySet());
        for (JsonNode filter : include.path("filter")) {
            Optional<Set<String>> kept = concepts.get().filtered(filter);
            if (kept.isEmpty()) {
                return false;
            }
            some.retainAll(kept.get());
        }
        some.forEach(code -> codes.add(new Code(system, code)));
        return true;
    }

    @Override
    public Optional<List<Code>> below(@Nullable String system, String code) {
        return related(system, code, Concepts::below);
    }

    @Override
    public Optional<List<Code>> above(@Nullable String system, String code) {
        return related(system, code, Concepts::above);
    }

    private Optional<List<Code>> related(
            @Nullable String system, String code, BiFunction<Concepts, String, List<String>> relation) {
        List<String> systems = system == null ? systems() : List.of(system);
        List<Code> found = new ArrayList<>();
        for (String one : systems) {
            concepts(one)
                    .filter(c -> c.parents.containsKey(code))
                    .ifPresent(c -> relation.apply(c, code).forEach(other -> found.add(new Code(one, other))));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(found));
    }

    /** The urls of all code systems. */
    private List<String> systems() {
        SearchParameter parameter = parameters.of("CodeSystem", "url").orElseThrow();
        return session.session()
                .list(
                        Sql.of(
                                "select distinct val from " + IndexTable.URI.tableName() + " where param = ?",
                                ParameterKey.VALUE.of(parameter, "CodeSystem", false)),
                        row -> row.getString(1));
    }

    /** R4 section 4.2.1.0.1 (SNOMED CT), implicit value sets: all of a code system, or what one of its codes subsumes. */
    private Optional<Set<Code>> implicit(String url) {
        int mark = url.indexOf(IMPLICIT);
        if (mark < 0) {
            return Optional.empty();
        }
        String system = url.substring(0, mark);
        String rest = url.substring(mark + IMPLICIT.length());
        if (rest.startsWith("=isa/")) {
            return below(system, rest.substring("=isa/".length())).map(LinkedHashSet::new);
        }
        return rest.isEmpty()
                ? concepts(system)
                        .map(c -> c.parents.keySet().stream()
                                .map(code -> new Code(system, code))
                                .collect(Collectors.toCollection(LinkedHashSet::new)))
                : Optional.empty();
    }

    private Optional<Concepts> concepts(String system) {
        return resource("CodeSystem", system).filter(s -> s.has("concept")).map(Concepts::of);
    }

    private Optional<ObjectNode> resource(String type, String canonical) {
        if (canonical.startsWith(type + "/")) {
            return session.current(new ResourceKey(type, canonical.substring(type.length() + 1)))
                    .filter(r -> !r.deleted())
                    .map(r -> Json.stored(r.content()));
        }
        int bar = canonical.indexOf('|');
        String url = bar < 0 ? canonical : canonical.substring(0, bar);
        String version = bar < 0 ? null : canonical.substring(bar + 1);
        SearchParameter parameter = parameters.of(type, "url").orElseThrow();
        List<Long> pids = session.session()
                .list(
                        Sql.of(
                                "select pid from " + IndexTable.URI.tableName() + " where param = ? and val = ?",
                                ParameterKey.VALUE.of(parameter, type, false),
                                Keys.uri(url)),
                        row -> row.getLong(1));
        return session.byPids(pids).stream()
                .map(StoredResource::content)
                .map(Json::stored)
                .filter(r -> version == null || version.equals(r.path("version").asText()))
                .reduce((older, newer) -> newer);
    }

    /** The concepts of a code system with what stands directly above each. */
    private record Concepts(Map<String, Set<String>> parents) {

        static Concepts of(ObjectNode system) {
            Concepts concepts = new Concepts(new LinkedHashMap<>());
            system.path("concept").forEach(c -> concepts.add(c, null));
            return concepts;
        }

        private void add(JsonNode concept, @Nullable String parent) {
            String code = concept.path("code").asText();
            Set<String> above = parents.computeIfAbsent(code, c -> new LinkedHashSet<>());
            if (parent != null) {
                above.add(parent);
            }
            for (JsonNode property : concept.path("property")) {
                if (property.path("code").asText().equals("parent") && property.has("valueCode")) {
                    above.add(property.get("valueCode").asText());
                }
                if (property.path("code").asText().equals("child") && property.has("valueCode")) {
                    parents.computeIfAbsent(property.get("valueCode").asText(), c -> new LinkedHashSet<>())
                            .add(code);
                }
            }
            concept.path("concept").forEach(c -> add(c, code));
        }

        List<String> above(String code) {
            Set<String> found = new LinkedHashSet<>(List.of(code));
            List<String> open = new ArrayList<>(found);
            while (!open.isEmpty()) {
                List<String> next = new ArrayList<>();
                for (String one : open) {
                    parents.getOrDefault(one, Set.of()).stream()
                            .filter(found::add)
                            .forEach(next::add);
                }
                open = next;
            }
            return List.copyOf(found);
        }

        List<String> below(String code) {
            return parents.keySet().stream()
                    .filter(c -> above(c).contains(code))
                    .toList();
        }

        Optional<Set<String>> filtered(JsonNode filter) {
            String value = filter.path("value").asText();
            boolean concept = filter.path("property").asText().equals("concept")
                    || filter.path("property").asText().equals("code");
            Set<String> kept = new LinkedHashSet<>(below(value));
            return switch (concept ? filter.path("op").asText() : "") {
                case "is-a" -> Optional.of(kept);
                case "descendent-of" -> {
                    kept.remove(value);
                    yield Optional.of(kept);
                }
                case "is-not-a" -> {
                    Set<String> others = new LinkedHashSet<>(parents.keySet());
                    others.removeAll(kept);
                    yield Optional.of(others);
                }
                case "in" -> Optional.of(new LinkedHashSet<>(List.of(value.split(","))));
                case "=" -> Optional.of(Set.of(value));
                default -> Optional.empty();
            };
        }
    }
}
