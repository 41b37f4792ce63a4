package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.casebook.fhir.Json;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.search.CompartmentMembers;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;

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
        TreeSet<Long> pids = new TreeSet<>();
        String compartment =
                subject.key().type().equals("Group") ? "Patient" : subject.key().type();
        for (ResourceKey centre : centres(subject)) {
            session.current(centre).filter(c -> !c.deleted()).ifPresent(c -> pids.add(c.pid()));
            pids.addAll(members.pids(session, centre, request.dated()));
        }
        pids.remove(subject.pid());
        EverythingWalk walk = new EverythingWalk(session, subject, pids, compartment, request);
        int pageSize = request.pageSize(largestPage);
        List<BundleEntry> entries = walk.page(pageSize);
        String path = subject.key() + "/$everything";
        List<ResourceBundle.Link> links = new ArrayList<>();
        links.add(new ResourceBundle.Link("self", request.url(path, request.page(), pageSize)));
        walk.next()
                .ifPresent(
                        position -> links.add(new ResourceBundle.Link("next", request.url(path, position, pageSize))));
        boolean whole = request.page() == null && walk.next().isEmpty();
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
