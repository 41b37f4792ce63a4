package org.casebook.interaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.BundleEntry.EntryResponse;
import org.casebook.store.HistoryPage;
import org.casebook.store.HistoryPosition;
import org.casebook.store.HistoryQuery;
import org.casebook.store.HistoryScope;
import org.casebook.store.Method;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

/** R4 section 3.1.0.10: the versions of a resource, of a type or of everything, deletions among them. */
public final class History {
    private final ResourceStore store;
    private final int defaultCount;
    private final int maxCount;

    public History(ResourceStore store, int defaultCount, int maxCount) {
        this.store = store;
        this.defaultCount = defaultCount;
        this.maxCount = maxCount;
    }

    /** The versions of one resource; 404 if there never was one. */
    public ResourceBundle ofInstance(ResourceKey key, HistoryRequest request) {
        return store.read(session -> {
            if (session.current(key).isEmpty()) {
                throw Read.unknown(key);
            }
            return page(session, new HistoryScope.Resources(List.of(key)), request);
        });
    }

    public ResourceBundle ofType(String type, HistoryRequest request) {
        return store.read(session -> page(session, scope(session, request, type), request));
    }

    public ResourceBundle ofSystem(HistoryRequest request) {
        return store.read(session -> page(session, scope(session, request, ""), request));
    }

    /** {@code _list}: only what the List resource names. */
    private static HistoryScope scope(ReadSession session, HistoryRequest request, String type) {
        if (request.list().isEmpty()) {
            return type.isEmpty() ? new HistoryScope.System() : new HistoryScope.Type(type);
        }
        ResourceKey list = new ResourceKey("List", request.list().get());
        StoredResource stored = session.current(list)
                .filter(found -> !found.deleted())
                .orElseThrow(() -> new CasebookException(
                        ErrorCategory.NOT_FOUND, "_list names " + list + ", which is not known on this server."));
        return new HistoryScope.Resources(ListMembers.of(stored).stream()
                .filter(key -> type.isEmpty() || key.type().equals(type))
                .toList());
    }

    private ResourceBundle page(ReadSession session, HistoryScope scope, HistoryRequest request) {
        HistoryQuery query = request.query(scope);
        int count = Math.min(request.count().orElse(defaultCount), maxCount);
        HistoryPage page = session.history(query, count);
        long total = request.total().orElseGet(() -> session.historyTotal(query));
        return new ResourceBundle(
                "history",
                OptionalLong.of(total),
                links(request, page, total),
                page.versions().stream().map(v -> entry(v, request.base())).toList());
    }

    private static List<ResourceBundle.Link> links(HistoryRequest request, HistoryPage page, long total) {
        List<ResourceBundle.Link> links = new ArrayList<>();
        links.add(new ResourceBundle.Link("self", request.self()));
        Optional<HistoryPosition> next = Optional.ofNullable(page.next());
        next.ifPresent(position -> links.add(new ResourceBundle.Link(
                "next", request.continued(new HistoryRequest.Continuation(page.marker(), position, total)))));
        return links;
    }

    private static BundleEntry entry(StoredResource version, String base) {
        boolean created = version.method() == Method.POST;
        String status = version.deleted() ? "204 No Content" : version.version() == 1 ? "201 Created" : "200 OK";
        return new BundleEntry(
                base + "/" + version.key(),
                version.deleted() ? null : version.content(),
                null,
                version.method().name(),
                created ? version.key().type() : version.key().toString(),
                new EntryResponse(
                        status,
                        null,
                        "W/\"" + version.version() + "\"",
                        version.lastUpdated().toString(),
                        null));
    }
}
