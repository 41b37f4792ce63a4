package org.casebook.index.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.casebook.fhir.Link;
import org.casebook.fhir.Links;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.IndexEntry;
import org.casebook.jdbc.Session;
import org.jspecify.annotations.Nullable;

/** Writes the posting lists: for a new resource all its rows, for a changed one only those that differ. */
public final class IndexTables implements IndexWriter {
    private final Function<Session, Function<ObjectNode, List<IndexEntry>>> indexers;

    /** Values always come from this function. */
    public IndexTables(Function<ObjectNode, List<IndexEntry>> indexer) {
        this.indexers = session -> indexer;
    }

    /** Values of the search parameters that are in force at the time. */
    public IndexTables(ParameterRegistry registry) {
        this.indexers = session -> registry.state(session).indexer()::index;
    }

    @Override
    public void apply(Session session, List<IndexedChange> changes) {
        changes(session, changes, false).write();
    }

    @Override
    public void refresh(Session session, List<IndexedChange> unchanged) {
        changes(session, unchanged, true).write();
    }

    @Override
    public int differences(Session session, List<IndexedChange> unchanged) {
        return changes(session, unchanged, true).count();
    }

    private RowChanges changes(Session session, List<IndexedChange> changes, boolean thorough) {
        RowChanges rows = new RowChanges(session, thorough);
        Function<ObjectNode, List<IndexEntry>> indexer = indexers.apply(session);
        for (IndexedChange change : changes) {
            Function<ObjectNode, List<IndexEntry>> own =
                    resource -> ContainedReferences.of(resource, change.pid(), indexer.apply(resource));
            apply(own, rows, change.pid(), change.before(), change.after(), false);
            contained(indexer, rows, change);
        }
        return rows;
    }

    @Override
    public long orphans(Session session) {
        return OrphanRows.of(session.dialect()).count(session);
    }

    @Override
    public void removeOrphans(Session session) {
        OrphanRows.of(session.dialect()).remove(session);
    }

    private static void contained(
            Function<ObjectNode, List<IndexEntry>> indexer, RowChanges rows, IndexedChange change) {
        List<JsonNode> before = containedIn(change.before());
        List<JsonNode> after = containedIn(change.after());
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            apply(indexer, rows, ContainedPid.of(change.pid(), i), at(before, i), at(after, i), true);
        }
    }

    private static void apply(
            Function<ObjectNode, List<IndexEntry>> indexer,
            RowChanges rows,
            long pid,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after,
            boolean contained) {
        List<IndexRow> wanted = after == null ? List.of() : rows(indexer, after, contained);
        if (before == null) {
            rows.add(pid, wanted);
        } else {
            rows.replace(pid, wanted);
        }
    }

    private static List<IndexRow> rows(
            Function<ObjectNode, List<IndexEntry>> indexer, ObjectNode resource, boolean contained) {
        String type = resource.path("resourceType").asText();
        List<IndexEntry> entries = indexer.apply(resource);
        return List.copyOf(
                contained
                        ? RowBuilder.rows(type, true, entries)
                        : RowBuilder.rows(type, entries, references(resource)));
    }

    /** All references to this server's resources, those of contained resources too. */
    private static List<ResourceKey> references(ObjectNode resource) {
        List<ResourceKey> references = new ArrayList<>();
        for (Link link : Links.of(resource)) {
            if (link.kind() == Link.Kind.REFERENCE) {
                LocalReference.parse(link.text(), "").ifPresent(references::add);
            }
        }
        return references;
    }

    private static List<JsonNode> containedIn(@Nullable ObjectNode resource) {
        JsonNode contained = resource == null ? null : resource.get("contained");
        if (contained == null || !contained.isArray()) {
            return List.of();
        }
        return java.util.stream.StreamSupport.stream(contained.spliterator(), false)
                .limit(ContainedPid.MOST)
                .toList();
    }

    private static @Nullable ObjectNode at(List<JsonNode> nodes, int place) {
        return place < nodes.size() && nodes.get(place) instanceof ObjectNode node ? node : null;
    }
}
