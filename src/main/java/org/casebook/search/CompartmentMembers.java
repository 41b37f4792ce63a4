package org.casebook.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.casebook.fhir.Compartment;
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

    private record Lists(SearchParameters inForce, List<Integer> keys) {}

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
        List<Integer> keys = keys(centre.type());
        List<Object> binds = new ArrayList<>(keys);
        binds.add(Keys.uri(centre.id()));
        binds.add(centre.type());
        String text = "select distinct pid from index_reference where param in (" + "?, ".repeat(keys.size() - 1)
                + "?) and target = ? and type = ?";
        if (!dated.isAny()) {
            text += " and (sort = ? or span = ? or (sort < ? and sort + span > ?))";
            binds.addAll(List.of(TimeLine.MISSING, TimeLine.SEVERAL, dated.high(), dated.low()));
        }
        return session.session().list(new Sql(text, binds), row -> row.getLong(1));
    }

    private List<Integer> keys(String code) {
        SearchParameters inForce = parameters.get();
        Lists known = lists.get(code);
        if (known == null || known.inForce != inForce) {
            known = new Lists(inForce, compute(inForce, code));
            lists.put(code, known);
        }
        return known.keys;
    }

    private static List<Integer> compute(SearchParameters inForce, String code) {
        Compartment compartment =
                Objects.requireNonNull(Definitions.r4().compartments().get(code), code);
        Set<Integer> keys = new LinkedHashSet<>();
        compartment
                .members()
                .forEach((type, codes) -> codes.forEach(name -> inForce.of(type, name)
                        .map((SearchParameter parameter) -> ParameterKey.VALUE.of(parameter, type, false))
                        .ifPresent(keys::add)));
        return List.copyOf(keys);
    }
}
