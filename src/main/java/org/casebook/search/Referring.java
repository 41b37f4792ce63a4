package org.casebook.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.ContainedPid;
import org.casebook.index.tables.Keys;
import org.casebook.index.tables.ParameterKey;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;
import org.casebook.store.StoredResource;

/**
 * The resources that point to one: found by the lists of every reference parameter that may lead to its type, and by the
 * list of the references that no parameter has.
 */
public final class Referring {
    /** So many lists are looked up in one statement. */
    private static final int LISTS = 200;

    private final Supplier<SearchParameters> parameters;
    private final Map<String, Lists> lists = new ConcurrentHashMap<>();

    private record Lists(SearchParameters inForce, List<Integer> keys) {}

    public Referring(Supplier<SearchParameters> parameters) {
        this.parameters = parameters;
    }

    /** Living resources with a reference to the target, itself left out; at most so many. */
    public List<ResourceKey> to(ReadSession session, ResourceKey target, int limit) {
        List<Integer> keys = keys(target.type());
        Set<Long> pids = new LinkedHashSet<>();
        for (int from = 0; from < keys.size() && pids.size() <= limit; from += LISTS) {
            pids.addAll(pids(session, keys.subList(from, Math.min(from + LISTS, keys.size())), target, limit + 1));
        }
        return session.byPids(pids).stream()
                .map(StoredResource::key)
                .filter(key -> !key.equals(target))
                .limit(limit)
                .toList();
    }

    private static List<Long> pids(ReadSession session, List<Integer> keys, ResourceKey target, int limit) {
        String lists = keys.stream().map(key -> "(" + key + ")").collect(Collectors.joining(", "));
        // Not "param in (...)": H2 would read the lists of all parameters from the first to the last.
        Sql sql = Sql.of(
                "select distinct d.pid from (values " + lists
                        + ") k (param) join index_reference d on d.param = k.param and d.target = ? and d.type = ? limit ?",
                Keys.uri(target.id()),
                target.type(),
                limit);
        return session.session().list(sql, row -> ContainedPid.container(row.getLong(1)));
    }

    private List<Integer> keys(String type) {
        SearchParameters inForce = parameters.get();
        Lists known = lists.get(type);
        if (known == null || known.inForce != inForce) {
            known = new Lists(inForce, compute(inForce, type));
            lists.put(type, known);
        }
        return known.keys;
    }

    private static List<Integer> compute(SearchParameters inForce, String target) {
        Set<Integer> keys = new LinkedHashSet<>();
        keys.add(ParameterKey.OTHER_REFERENCE);
        for (String source : Definitions.r4().resourceTypes()) {
            for (SearchParameter parameter : inForce.all(source)) {
                if (parameter.type() == SearchParamType.REFERENCE && mayLeadTo(parameter, target)) {
                    keys.add(ParameterKey.VALUE.of(parameter, source, false));
                    keys.add(ParameterKey.VALUE.of(parameter, source, true));
                }
            }
        }
        return List.copyOf(keys);
    }

    private static boolean mayLeadTo(SearchParameter parameter, String type) {
        return parameter.target().isEmpty()
                || parameter.target().contains(type)
                || parameter.target().contains("Resource");
    }
}
