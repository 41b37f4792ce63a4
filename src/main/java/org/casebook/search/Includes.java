package org.casebook.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.index.SearchParamType;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTable;
import org.casebook.index.tables.Keys;
import org.casebook.index.tables.ParameterKey;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is included with a page (R4 section 3.1.1.5.4): by second queries over the hits, and for {@code :iterate}
 * over what has been included, until nothing new comes.
 */
final class Includes {
    private final ReadSession session;
    private final Drivers drivers;
    private final Vocabulary vocabulary;
    private final Supplier<List<String>> existing;
    private final Map<String, StoredResource> included = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private boolean cut;

    Includes(ReadSession session, Drivers drivers, Vocabulary vocabulary, Supplier<List<String>> existing) {
        this.session = session;
        this.drivers = drivers;
        this.vocabulary = vocabulary;
        this.existing = existing;
    }

    /** A reference that was found: its list, and where it leads. */
    private record Link(
            int param, String target, String type, @Nullable String version) {}

    List<StoredResource> of(List<StoredResource> hits, List<IncludeRule> rules, List<Issue> issues) {
        hits.forEach(hit -> known.add(hit.key().toString()));
        List<StoredResource> sources = hits;
        boolean first = true;
        while (!sources.isEmpty() && !cut) {
            List<StoredResource> found = new ArrayList<>();
            for (IncludeRule rule : rules) {
                if (first || rule.iterate()) {
                    found.addAll(rule.reverse() ? referring(sources, rule) : referred(sources, rule));
                }
            }
            sources = found;
            first = false;
        }
        if (cut) {
            issues.add(Issue.warning(
                    IssueType.INCOMPLETE,
                    "More than " + vocabulary.limits().includes()
                            + " resources would be included; the others were left out. Ask for fewer hits a page with"
                            + " _count, or search for them by their own type."));
        }
        return List.copyOf(included.values());
    }

    private List<StoredResource> referred(List<StoredResource> sources, IncludeRule rule) {
        Set<Link> links = new LinkedHashSet<>();
        for (StoredResource source : sources) {
            if (rule.source() == null || rule.source().equals(source.key().type())) {
                Set<Integer> keys = keys(rule, source.key().type());
                for (Link link : links(source.pid())) {
                    if (keys.contains(link.param)) {
                        links.add(link);
                    }
                }
            }
        }
        Map<String, List<String>> ids = new LinkedHashMap<>();
        List<StoredResource> found = new ArrayList<>();
        for (Link link : links) {
            if (link.type.isEmpty()) {
                found.addAll(add(byUrl(link, rule), rule));
            } else if (rule.target() == null || rule.target().equals(link.type)) {
                if (link.version != null) {
                    found.addAll(add(version(link), rule));
                } else if (known.add(link.type + "/" + link.target)) {
                    ids.computeIfAbsent(link.type, t -> new ArrayList<>()).add(link.target);
                }
            }
        }
        ids.forEach((type, some) -> found.addAll(fetched(drivers.pids(type, some))));
        return found;
    }

    /** The keys of the lists that the rule follows from a type. */
    private Set<Integer> keys(IncludeRule rule, String type) {
        Set<Integer> keys = new LinkedHashSet<>();
        for (SearchParameter parameter :
                rule.parameters().isEmpty() ? vocabulary.parameters().all(type) : rule.parameters()) {
            if (parameter.type() == SearchParamType.REFERENCE) {
                keys.add(ParameterKey.VALUE.of(parameter, type, false));
            }
        }
        return keys;
    }

    private List<Link> links(long pid) {
        SqlText sql = drivers.text().add("select r.param, r.target, r.type, r.version from index_reference r where ");
        boolean h2 = drivers.session().dialect() == Dialect.H2;
        sql.add(
                h2 ? "r.id between ? and ?" : "r.pid = ?",
                h2 ? new Object[] {pid << 20, (pid + 1 << 20) - 1} : new Object[] {pid});
        return drivers.session()
                .list(sql.sql(), row -> new Link(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    private List<StoredResource> version(Link link) {
        try {
            return session.version(
                            new org.casebook.fhir.ResourceKey(link.type, link.target),
                            Long.parseLong(java.util.Objects.requireNonNull(link.version)))
                    .filter(r -> !r.deleted())
                    .map(List::of)
                    .orElse(List.of());
        } catch (NumberFormatException e) {
            return List.of();
        }
    }

    /** A canonical leads to the resource whose url it is. */
    private List<StoredResource> byUrl(Link link, IncludeRule rule) {
        List<StoredResource> found = new ArrayList<>();
        if (!link.target.contains(":")) {
            return found;
        }
        for (String type : rule.target() != null ? List.of(rule.target()) : existing.get()) {
            SearchParameter url = vocabulary.parameters().of(type, "url").orElse(null);
            if (url != null && url.type() == SearchParamType.URI) {
                found.addAll(session.byPids(drivers.session()
                        .list(
                                Sql.of(
                                        "select pid from " + IndexTable.URI.tableName()
                                                + " where param = ? and val = ?",
                                        ParameterKey.VALUE.of(url, type, false),
                                        Keys.uri(link.target)),
                                row -> row.getLong(1))));
            }
        }
        return found;
    }

    private List<StoredResource> add(List<StoredResource> resources, IncludeRule rule) {
        List<StoredResource> added = new ArrayList<>();
        for (StoredResource resource : resources) {
            String name = resource.key() + "/" + resource.version();
            boolean current = known.contains(resource.key().toString())
                    && !included.containsKey(resource.key().toString());
            if ((rule.target() == null || rule.target().equals(resource.key().type()))
                    && !current
                    && known.add(name)
                    && take(name, resource)) {
                added.add(resource);
            }
        }
        return added;
    }

    private List<StoredResource> fetched(long[] pids) {
        List<Long> wanted = java.util.stream.LongStream.of(pids).boxed().toList();
        List<StoredResource> taken = new ArrayList<>();
        for (StoredResource resource : session.byPids(wanted)) {
            if (take(resource.key().toString(), resource)) {
                taken.add(resource);
            }
        }
        return taken;
    }

    private boolean take(String name, StoredResource resource) {
        if (included.size() >= vocabulary.limits().includes()) {
            cut = true;
            return false;
        }
        included.put(name, resource);
        return true;
    }

    private List<StoredResource> referring(List<StoredResource> sources, IncludeRule rule) {
        Set<Long> pids = new LinkedHashSet<>();
        for (String type : rule.source() == null ? existing.get() : List.of(rule.source())) {
            for (StoredResource source : sources) {
                if (rule.target() == null || rule.target().equals(source.key().type())) {
                    referring(type, source, rule, pids);
                }
            }
        }
        List<StoredResource> taken = new ArrayList<>();
        for (StoredResource resource : session.byPids(pids)) {
            if (known.add(resource.key().toString()) && take(resource.key().toString(), resource)) {
                taken.add(resource);
            }
        }
        return taken;
    }

    private void referring(String type, StoredResource source, IncludeRule rule, Set<Long> pids) {
        for (SearchParameter parameter :
                rule.parameters().isEmpty() ? vocabulary.parameters().all(type) : rule.parameters()) {
            boolean leads = parameter.target().isEmpty()
                    || parameter.target().contains(source.key().type())
                    || parameter.target().contains("Resource");
            if (parameter.type() == SearchParamType.REFERENCE && leads) {
                drivers.session()
                        .each(
                                Sql.of(
                                        "select r.pid from index_reference r where r.param = ? and r.target = ? and r.type = ?"
                                                + " order by r.param, r.target, r.type, r.sort, r.pid limit ?",
                                        ParameterKey.VALUE.of(parameter, type, false),
                                        Keys.uri(source.key().id()),
                                        source.key().type(),
                                        vocabulary.limits().includes() + 1),
                                row -> pids.add(row.getLong(1)));
            }
        }
    }
}
