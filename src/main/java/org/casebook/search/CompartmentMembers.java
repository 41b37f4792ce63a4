package org.casebook.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.Keys;
import org.casebook.index.tables.ParameterKey;
import org.casebook.index.tables.TimeLine;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;

/** The resources of all types in a compartment (R4 section 3.1.1.6), by one look at the posting lists of references. */
public final class CompartmentMembers {
    private final Supplier<SearchParameters> parameters;
    private final Map<String, Lists> lists = new ConcurrentHashMap<>();

    /** The keys of the parameters that put a resource into the compartment, by the resource's type. */
    private record Lists(SearchParameters inForce, Map<String, List<Integer>> keys) {}

    /**
     * Only what is dated in [low, high), in epoch milliseconds; what has no date, or several, is always in.
     */
    public record Dated(long low, long high) {
        public static final Dated ANY = new Dated(Long.MIN_VALUE, Long.MAX_VALUE);

        boolean isAny() {
            return equals(ANY);
        }
    }

    public CompartmentMembers(Supplier<SearchParameters> parameters) {
        this.parameters = parameters;
    }

    /** The numbers of the members, each once, in no order; the centre itself is not among them unless it refers to itself. */
    public List<Long> pids(ReadSession session, ResourceKey centre, Dated dated) {
        Map<String, List<Integer>> keys = keys(centre.type());
        // The lists of all other types are empty.
        String lists = StoredTypes.of(session.session()).stream()
                .flatMap(type -> keys.getOrDefault(type, List.of()).stream())
                .distinct()
                .map(key -> "(" + key + ")")
                .collect(Collectors.joining(", "));
        if (lists.isEmpty()) {
            return List.of();
        }
        List<Object> binds = new ArrayList<>(List.of(Keys.uri(centre.id()), centre.type()));
        // Not "param in (...)": H2 would read the lists of all parameters from the first to the last.
        String text = "select distinct d.pid from (values " + lists
                + ") k (param) join index_reference d on d.param = k.param and d.target = ? and d.type = ?";
        if (!dated.isAny()) {
            text += " and (d.sort = ? or d.span = ? or (d.sort < ? and d.sort + d.span > ?))";
            binds.addAll(List.of(TimeLine.MISSING, TimeLine.SEVERAL, dated.high(), dated.low()));
        }
        return session.session().list(new Sql(text, binds), row -> row.getLong(1));
    }

    private Map<String, List<Integer>> keys(String code) {
        SearchParameters inForce = parameters.get();
        Lists known = lists.get(code);
        if (known == null || known.inForce != inForce) {
            known = new Lists(inForce, compute(inForce, code));
            lists.put(code, known);
        }
        return known.keys;
    }

    private static Map<String, List<Integer>> compute(SearchParameters inForce, String code) {
        Map<String, List<Integer>> keys = new HashMap<>();
        Objects.requireNonNull(Definitions.r4().compartments().get(code), code)
                .members()
                .forEach((type, codes) -> keys.put(
                        type,
                        codes.stream()
                                .flatMap(name -> inForce.of(type, name).stream())
                                .map((SearchParameter parameter) -> ParameterKey.VALUE.of(parameter, type, false))
                                .toList()));
        return Map.copyOf(keys);
    }
}
