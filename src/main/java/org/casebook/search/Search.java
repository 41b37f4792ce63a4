package org.casebook.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.Json;
import org.casebook.index.tables.ContainedPid;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.QueryWatch;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Search (R4 section 3.1.1), over one state of the store for hits, total and includes. */
public final class Search {
    private static final Logger LOG = LoggerFactory.getLogger(Search.class);
    private final ResourceStore store;
    private final Function<Session, ParameterRegistry.State> parameters;
    private final Predicate<String> own;
    private final SearchLimits limits;
    private final Duration slow;
    private final Estimates estimates = new Estimates();
    private final PageLinks links;

    /** @param registry the search parameters in force; asked once for each search */
    public Search(ResourceStore store, ParameterRegistry registry, SearchLimits limits) {
        this(store, registry, limits, limits.time());
    }

    /** @param slow from how long on a search is logged with its plan */
    public Search(ResourceStore store, ParameterRegistry registry, SearchLimits limits, Duration slow) {
        this.slow = slow;
        this.store = store;
        this.parameters = registry::state;
        this.own = registry::isOwn;
        this.limits = limits;
        this.links = new PageLinks(SearchSecret.of(store.database()));
    }

    /** Runs a search over the newest state. */
    public SearchResult run(SearchRequest request) {
        return store.read(session -> run(session, request));
    }

    /** Runs a search over a state that is being read, or inside a unit of work. */
    public SearchResult run(ReadSession session, SearchRequest request) {
        return inTime(session, () -> new Run(session, request).watched());
    }

    private <T> T inTime(ReadSession session, Supplier<T> work) {
        return session.session().within(limits.time(), limits::late, work);
    }

    /**
     * The resources of a type that meet the criteria of a conditional interaction (R4 section 3.1.0.8.2), for example
     * {@code identifier=http://x|1}; at most so many, in no order. What is only hinted at in a search is refused here.
     *
     * @param base the service base url
     */
    public List<StoredResource> matches(
            ReadSession session, String base, String type, List<SearchRequest.Parameter> criteria, int limit) {
        return inTime(session, () -> {
            Run run = new Run(session, SearchRequest.ofType(base, type, criteria));
            ParsedSearch parsed = run.parse();
            if (!run.vocabulary.hints().isEmpty()) {
                throw new CasebookException(ErrorCategory.INVALID, List.copyOf(run.vocabulary.hints()));
            }
            List<Pages.Hit> hits = new Pages(run.drivers, parsed).part(PageToken.FIRST, limit);
            return session.byPids(hits.stream().map(hit -> hit.found().pid()).toList());
        });
    }

    /** One search; what it needs while it runs. */
    private final class Run {
        private final ReadSession session;
        private final SearchRequest request;
        private final Drivers drivers;
        private final Vocabulary vocabulary;
        private @Nullable List<String> existing;
        private String names = "";
        private final @Nullable QueryWatch outer;

        Run(ReadSession session, SearchRequest request) {
            this.session = session;
            this.request = request;
            boolean explain = request.parameters().contains(new SearchRequest.Parameter("_explain", "true"));
            ParameterRegistry.State inForce = parameters.apply(session.session());
            Trace trace = new Trace(explain);
            this.outer = session.session().watch((sql, rows, nanos) -> ran(trace, sql, rows, nanos));
            this.drivers = new Drivers(session.session(), estimates, trace);
            this.vocabulary = new Vocabulary(
                    inForce.parameters(),
                    Definitions.r4(),
                    limits,
                    new StoreTerminology(session, inForce.parameters()),
                    new StoreHierarchy(drivers),
                    CanonicalUnits::of,
                    Clock.systemUTC(),
                    request.base(),
                    own.test(request.base()),
                    new IndexState(drivers.session(), inForce.added()),
                    new FunctionalLists(drivers, request),
                    new LinkedHashSet<>());
        }

        private void ran(Trace trace, Sql sql, int rows, long nanos) {
            trace.ran(sql, rows, nanos);
            if (outer != null) {
                outer.ran(sql, rows, nanos);
            }
        }

        ParsedSearch parse() {
            return new SearchParser(vocabulary, request).parse(this::existing);
        }

        private List<String> existing() {
            if (existing == null) {
                existing = StoredTypes.of(drivers.session());
            }
            return existing;
        }

        SearchResult watched() {
            long began = System.nanoTime();
            try {
                return result();
            } finally {
                session.session().watch(outer);
                logIfSlow(System.nanoTime() - began);
            }
        }

        private SearchResult result() {
            long began = System.nanoTime();
            ParsedSearch parsed = parse();
            names = parsed.kept().stream().map(SearchRequest.Parameter::name).collect(Collectors.joining(", "));
            Pages pages = new Pages(drivers, parsed);
            PageToken token = token(parsed);
            List<Issue> issues = new ArrayList<>(parsed.issues());
            issues.addAll(vocabulary.index().issues());
            issues.addAll(vocabulary.hints());
            SearchResult result =
                    parsed.control().count() == 0 ? counted(parsed, pages) : page(parsed, pages, token, issues);
            if (drivers.trace().isOn()) {
                issues.addAll(explained(began));
            }
            return new SearchResult(result.entries(), issues, result.total(), result.links());
        }

        /** The plan, but no value: those are patients' data. */
        private void logIfSlow(long nanos) {
            if (nanos > slow.toNanos()) {
                String type = String.valueOf(request.type());
                String plan = drivers.trace().plan();
                LOG.warn("Slow search of {} by {}: {} ms; {}", type, names, nanos / 1_000_000, plan);
            }
        }

        private PageToken token(ParsedSearch parsed) {
            String page = parsed.control().page();
            return page == null ? PageToken.FIRST : links.read(request, parsed.kept(), page);
        }

        private List<Issue> explained(long began) {
            List<Issue> lines = new ArrayList<>();
            drivers.trace().lines().forEach(line -> lines.add(Issue.information(line)));
            lines.add(Issue.information("The search took " + (System.nanoTime() - began) / 1000 + " µs."));
            return lines;
        }

        private SearchResult counted(ParsedSearch parsed, Pages pages) {
            String self = links.url(request, parsed.kept(), PageToken.FIRST);
            return new SearchResult(
                    List.of(), List.of(), OptionalLong.of(pages.count()), List.of(new SearchResult.Link("self", self)));
        }

        private SearchResult page(ParsedSearch parsed, Pages pages, PageToken token, List<Issue> issues) {
            int count = token.count() > 0 ? token.count() : parsed.control().count();
            List<Pages.Hit> hits = new ArrayList<>(pages.part(token, count + 1));
            boolean more = hits.size() > count;
            if (more) {
                hits.remove(count);
            }
            if (token.backward()) {
                Collections.reverse(hits);
            }
            boolean whole = token.from() == null && !token.backward() && !more;
            long total = !parsed.control().total()
                    ? -1
                    : token.total() >= 0 ? token.total() : whole ? hits.size() : pages.count();
            List<SearchEntry> entries = entries(parsed, hits);
            List<StoredResource> matches =
                    entries.stream().map(SearchEntry::resource).toList();
            if (!parsed.includes().isEmpty()) {
                new Includes(session, drivers, vocabulary, this::existing)
                        .of(matches, parsed.includes(), issues)
                        .forEach(resource -> entries.add(SearchEntry.include(resource)));
            }
            return new SearchResult(
                    entries,
                    List.of(),
                    total < 0 ? OptionalLong.empty() : OptionalLong.of(total),
                    links(parsed, token, hits, more, total));
        }

        private List<SearchResult.Link> links(
                ParsedSearch parsed, PageToken token, List<Pages.Hit> hits, boolean more, long total) {
            List<SearchResult.Link> all = new ArrayList<>();
            int count = parsed.control().count();
            boolean next = token.backward() ? token.from() != null : more;
            boolean previous = token.backward() ? more : token.from() != null;
            link(all, "self", parsed, token);
            link(all, "first", parsed, PageToken.FIRST);
            if (previous && !hits.isEmpty()) {
                link(all, "previous", parsed, beside(hits.get(0), true, total));
            }
            if (next && !hits.isEmpty()) {
                link(all, "next", parsed, beside(hits.get(hits.size() - 1), false, total));
            }
            int rest = total > 0 ? (int) ((total - 1) % count) + 1 : 0;
            link(
                    all,
                    "last",
                    parsed,
                    total >= 0 && total <= count ? PageToken.FIRST : new PageToken(true, 0, null, rest, total));
            return all;
        }

        private static PageToken beside(Pages.Hit hit, boolean backward, long total) {
            return new PageToken(backward, hit.target(), hit.found(), 0, total);
        }

        private void link(List<SearchResult.Link> all, String relation, ParsedSearch parsed, PageToken token) {
            all.add(new SearchResult.Link(relation, links.url(request, parsed.kept(), token)));
        }

        private List<SearchEntry> entries(ParsedSearch parsed, List<Pages.Hit> hits) {
            Map<Long, StoredResource> resources = new LinkedHashMap<>();
            Set<Long> pids = new LinkedHashSet<>();
            hits.forEach(hit -> pids.add(container(parsed, hit)));
            session.byPids(pids).forEach(resource -> resources.put(resource.pid(), resource));
            List<SearchEntry> entries = new ArrayList<>();
            Set<Long> shown = new LinkedHashSet<>();
            for (Pages.Hit hit : hits) {
                StoredResource resource = resources.get(container(parsed, hit));
                boolean contained = parsed.targets().get(hit.target()).contained();
                if (resource != null && contained && !parsed.control().containers()) {
                    entries.add(
                            contained(resource, ContainedPid.place(hit.found().pid())));
                } else if (resource != null && shown.add(resource.pid())) {
                    entries.add(SearchEntry.match(resource));
                }
            }
            return entries;
        }

        private static long container(ParsedSearch parsed, Pages.Hit hit) {
            long pid = hit.found().pid();
            return parsed.targets().get(hit.target()).contained() ? ContainedPid.container(pid) : pid;
        }

        private static SearchEntry contained(StoredResource container, int place) {
            JsonNode resource =
                    Json.stored(container.content()).path("contained").path(place);
            StoredResource shown = new StoredResource(
                    container.pid(),
                    container.key(),
                    container.version(),
                    container.lastUpdated(),
                    container.method(),
                    Json.write(resource));
            return new SearchEntry(
                    shown, SearchEntry.Mode.MATCH, resource.path("id").asText(), null);
        }
    }
}
