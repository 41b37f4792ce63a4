package org.casebook.index.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhirpath.FhirPath;
import org.casebook.index.ResourceIndexer;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/**
 * The search parameters in force: those that the server starts with, and every SearchParameter resource in the store that
 * is not retired. Each transaction asks the store by one step into an index whether they have changed, so that all servers
 * over one store come to the same answer by themselves.
 */
public final class ParameterRegistry {
    private static final Sql NEWEST = Sql.of("select updated, pid from resource where type = 'SearchParameter'"
            + " order by type desc, updated desc, pid desc limit 1");
    private static final Sql ALL = Sql.of(
            "select content from resource where type = 'SearchParameter' and deleted = false order by updated, pid");

    private final SearchParameters base;
    private final Set<String> bases;
    private volatile State state;

    /** The newest change of a SearchParameter in the store. */
    private record Mark(long updated, long pid) {
        static final Mark NONE = new Mark(0, 0);
    }

    /**
     * What is in force.
     *
     * @param added parameters that came by a resource in the store
     */
    public record State(
            SearchParameters parameters, ResourceIndexer indexer, List<SearchParameter> added, Object mark) {}

    /**
     * @param base what is in force without any resource
     * @param bases base urls of this server, see {@link ResourceIndexer}
     */
    public ParameterRegistry(SearchParameters base, Set<String> bases) {
        this.base = base;
        this.bases = bases;
        this.state = new State(base, new ResourceIndexer(base, bases), List.of(), Mark.NONE);
    }

    /** Whether absolute references below this base url are indexed as references to this server. */
    public boolean isOwn(String url) {
        return bases.contains(url);
    }

    /** What is in force under this url when no resource says otherwise. */
    public Optional<SearchParameter> shipped(String url) {
        return base.byUrl(url);
    }

    /** As of the last transaction that asked. */
    public State state() {
        return state;
    }

    /** As of this transaction. */
    public State state(Session session) {
        Mark mark = session.first(NEWEST, row -> new Mark(row.getLong(1), row.getLong(2)))
                .orElse(Mark.NONE);
        State known = state;
        if (known.mark().equals(mark)) {
            return known;
        }
        List<SearchParameter> added = added(session);
        State fresh = known.added().equals(added)
                ? new State(known.parameters(), known.indexer(), known.added(), mark)
                : of(added, mark);
        state = fresh;
        return fresh;
    }

    private State of(List<SearchParameter> added, Mark mark) {
        SearchParameters parameters = base.with(added);
        return new State(parameters, new ResourceIndexer(parameters, bases), added, mark);
    }

    /** Only what says something else than what is in force anyway: the definitions of R4 can be stored without effect. */
    private List<SearchParameter> added(Session session) {
        List<SearchParameter> added = new ArrayList<>();
        for (ObjectNode resource : session.list(ALL, row -> Json.stored(row.getBytes(1)))) {
            if (!resource.path("status").asText().equals("retired")) {
                usable(resource)
                        .filter(p -> !base.byUrl(p.url()).filter(p::equals).isPresent())
                        .ifPresent(added::add);
            }
        }
        return List.copyOf(added);
    }

    private static Optional<SearchParameter> usable(ObjectNode resource) {
        try {
            return Optional.of(check(resource));
        } catch (CasebookException e) {
            // A draft, or stored before this was checked: a parameter that cannot be used is not in force, and unknown
            // to searches.
            return Optional.empty();
        }
    }

    /** Reads a SearchParameter; 422 for one that could not be put into force. */
    public static SearchParameter check(ObjectNode resource) {
        SearchParameter parameter = SearchParameters.read(resource);
        String expression = parameter.expression();
        if (expression != null) {
            FhirPath.compile(expression);
        }
        if (parameter.component().size() > IndexTable.COMPONENTS) {
            throw new CasebookException(
                    ErrorCategory.UNPROCESSABLE,
                    IssueType.NOT_SUPPORTED,
                    "A composite may have " + IndexTable.COMPONENTS + " components.",
                    "SearchParameter.component");
        }
        return parameter;
    }
}
