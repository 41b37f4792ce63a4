package org.casebook.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.casebook.fhirpath.Element;

/**
 * Finds the values of a resource for every search parameter in force (R4 section 3.1.1). The plan of a type is made
 * when its first resource comes; any number of threads may index.
 */
public final class ResourceIndexer {
    private final SearchParameters parameters;
    private final Extractors extractors;
    private final Map<String, TypePlan> plans = new ConcurrentHashMap<>();

    /** @param bases base urls of this server: an absolute reference below one of them is a reference to this server */
    public ResourceIndexer(SearchParameters parameters, Set<String> bases) {
        this.parameters = parameters;
        this.extractors = new Extractors(bases);
    }

    public SearchParameters parameters() {
        return parameters;
    }

    /** All values; no two are equal. */
    public List<IndexEntry> index(ObjectNode resource) {
        return plan(typeOf(resource)).index(resource);
    }

    /** The values for some parameters only, for an index that is being built. */
    public List<IndexEntry> index(ObjectNode resource, Collection<SearchParameter> wanted) {
        List<IndexEntry> entries = new ArrayList<>();
        for (IndexEntry entry : index(resource)) {
            if (wanted.contains(entry.parameter())) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static String typeOf(ObjectNode resource) {
        return Element.of(resource).definition().name();
    }

    TypePlan plan(String type) {
        TypePlan plan = plans.get(type);
        return plan != null ? plan : plans.computeIfAbsent(type, t -> Planner.plan(t, parameters, extractors));
    }
}
