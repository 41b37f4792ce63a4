package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.casebook.fhir.Json;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.search.CompartmentMembers;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/**
 * {@code $everything} of a Patient, an Encounter or a Group (R4 operations Patient-everything, Encounter-everything,
 * Group-everything): the resource, its compartment, and what these refer to.
 */
public final class Everything {
    private final ResourceStore store;
    private final CompartmentMembers members;
    private final int largestPage;

    public Everything(ResourceStore store, CompartmentMembers members, int largestPage) {
        this.store = store;
        this.members = members;
        this.largestPage = largestPage;
    }

    /** One page; 404 or 410 if there is no such resource. */
    public ResourceBundle run(ResourceKey key, EverythingRequest request) {
        return store.read(session -> {
            StoredResource subject = session.current(key).orElseThrow(() -> Read.unknown(key));
            if (subject.deleted()) {
                throw Read.gone(subject);
            }
            return page(session, subject, request);
        });
    }

    private ResourceBundle page(ReadSession session, StoredResource subject, EverythingRequest request) {
        EverythingWalk walk = walk(session, subject, request);
        List<BundleEntry> entries = walk.page(request.pageSize(largestPage));
        return bundle(subject.key().toString(), request, entries, walk.next().orElse(null));
    }

    private EverythingWalk walk(ReadSession session, StoredResource subject, EverythingRequest request) {
        TreeSet<Long> pids = new TreeSet<>();
        String compartment =
                subject.key().type().equals("Group") ? "Patient" : subject.key().type();
        for (ResourceKey centre : centres(subject)) {
            session.current(centre).filter(c -> !c.deleted()).ifPresent(c -> pids.add(c.pid()));
            pids.addAll(members.pids(session, centre, request.dated()));
        }
        pids.remove(subject.pid());
        return new EverythingWalk(session, subject, pids, compartment, request);
    }

    /**
     * Everything of every resource of a type, one after the other in the order in which they were created. On a page
     * nothing stands twice; what two of them have in common can come again on a later page, as an include of a search
     * does.
     */
    public ResourceBundle ofAll(String type, EverythingRequest request) {
        return store.read(session -> allPage(session, type, request));
    }

    private ResourceBundle allPage(ReadSession session, String type, EverythingRequest request) {
        int size = request.pageSize(largestPage);
        Map<String, BundleEntry> entries = new LinkedHashMap<>();
        EverythingPosition position = EverythingPosition.parse(request.page());
        String next = null;
        Optional<StoredResource> subject = subject(session, type, position);
        while (subject.isPresent() && next == null) {
            long pid = subject.get().pid();
            EverythingWalk walk = walk(session, subject.get(), request.from(position.within(pid)));
            walk.page(size - entries.size()).forEach(entry -> entries.putIfAbsent(entry.fullUrl(), entry));
            EverythingPosition after = new EverythingPosition(
                    pid, walk.next().orElse(null), walk.next().isEmpty());
            subject = after.isDone() ? subject(session, type, after) : subject;
            position = after;
            if (subject.isPresent() && (!after.isDone() || entries.size() == size)) {
                next = after.toString();
            }
        }
        return bundle(type, request, List.copyOf(entries.values()), next);
    }

    /** Where a page goes on: in the middle of a resource's everything, or with the resource after it. */
    private static Optional<StoredResource> subject(ReadSession session, String type, EverythingPosition position) {
        long after = position.isDone() ? position.pid() : position.pid() - 1;
        return session.ofType(type, after, 1).stream().findFirst();
    }

    private ResourceBundle bundle(
            String of, EverythingRequest request, List<BundleEntry> entries, @Nullable String next) {
        int pageSize = request.pageSize(largestPage);
        String path = of + "/$everything";
        List<ResourceBundle.Link> links = new ArrayList<>();
        links.add(new ResourceBundle.Link("self", request.url(path, request.page(), pageSize)));
        if (next != null) {
            links.add(new ResourceBundle.Link("next", request.url(path, next, pageSize)));
        }
        boolean whole = request.page() == null && next == null;
        long matches =
                entries.stream().filter(e -> "match".equals(e.searchMode())).count();
        return new ResourceBundle("searchset", whole ? OptionalLong.of(matches) : OptionalLong.empty(), links, entries);
    }

    /** Whose compartments are meant: the resource's own, or those of a group's members. */
    private static List<ResourceKey> centres(StoredResource subject) {
        if (!subject.key().type().equals("Group")) {
            return List.of(subject.key());
        }
        List<ResourceKey> patients = new ArrayList<>();
        for (JsonNode member : Json.stored(subject.content()).path("member")) {
            if (!member.path("inactive").asBoolean()) {
                LocalReference.parse(member.at("/entity/reference").asText(), "")
                        .filter(key -> key.type().equals("Patient"))
                        .ifPresent(patients::add);
            }
        }
        return patients;
    }
}
