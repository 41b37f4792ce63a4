package org.casebook.interaction;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ReadSession;
import org.casebook.store.StoredResource;
import org.jspecify.annotations.Nullable;

/**
 * Goes through everything in one order: the subject, the members of its compartment by their numbers, then what these
 * refer to by type and id. A page ends with the name of its last resource, so that pages neither repeat nor lose one.
 */
final class EverythingWalk {
    private static final int PORTION = 500;
    private static final String MEMBER = "m";
    private static final String SUPPORTING = "s";

    private final ReadSession session;
    private final StoredResource subject;
    private final NavigableSet<Long> pids;
    private final String compartment;
    private final Set<String> memberTypes;
    private final EverythingRequest request;
    private final Set<String> wantedTypes;
    private final Optional<Instant> since;

    private final List<BundleEntry> entries = new ArrayList<>();
    private @Nullable List<StoredResource> all;
    private @Nullable String last;
    private boolean more;

    EverythingWalk(
            ReadSession session,
            StoredResource subject,
            NavigableSet<Long> pids,
            String compartment,
            EverythingRequest request) {
        this.session = session;
        this.subject = subject;
        this.pids = pids;
        this.compartment = compartment;
        this.memberTypes = Objects.requireNonNull(
                        Definitions.r4().compartments().get(compartment), compartment)
                .members()
                .keySet();
        this.request = request;
        this.wantedTypes = request.wantedTypes();
        this.since = request.sinceInstant();
    }

    /** Where the next page begins, if there is one. */
    Optional<String> next() {
        return more ? Optional.ofNullable(last) : Optional.empty();
    }

    List<BundleEntry> page(int size) {
        String page = request.page() == null ? "" : request.page();
        if (page.isEmpty()) {
            add(subject, "match", MEMBER + Long.MIN_VALUE, size);
        }
        if (!page.startsWith(SUPPORTING)) {
            members(page.isEmpty() ? pids : pids.tailSet(number(page), false), size);
        }
        if (!more) {
            supporting(page.startsWith(SUPPORTING) ? page.substring(1) : "", size);
        }
        return entries;
    }

    private static long number(String page) {
        try {
            return Long.parseLong(page.substring(MEMBER.length()));
        } catch (NumberFormatException e) {
            throw EverythingRequest.invalid("_page is not one that this server has given; follow the links.");
        }
    }

    private void members(Collection<Long> rest, int size) {
        List<Long> numbers = List.copyOf(rest);
        for (int from = 0; from < numbers.size() && !more; from += PORTION) {
            for (StoredResource member : read(numbers.subList(from, Math.min(from + PORTION, numbers.size())))) {
                if (!add(member, "match", MEMBER + member.pid(), size)) {
                    return;
                }
            }
        }
    }

    /** Few members are read once for both the page and what they refer to. */
    private List<StoredResource> read(List<Long> portion) {
        if (portion.size() < pids.size()) {
            return session.byPids(portion);
        }
        if (all == null) {
            all = session.byPids(portion);
        }
        return all;
    }

    private void supporting(String after, int size) {
        for (StoredResource stored : referredTo().tailMap(after, false).values()) {
            if (!add(stored, "include", SUPPORTING + stored.key(), size)) {
                return;
            }
        }
    }

    /** False if the page is full. */
    private boolean add(StoredResource stored, String mode, String position, int size) {
        if (!request.wants(stored, wantedTypes, since)) {
            return true;
        }
        if (entries.size() == size) {
            more = true;
            return false;
        }
        entries.add(BundleEntry.searched(request.base() + "/" + stored.key(), stored.content(), mode));
        last = position;
        return true;
    }

    /**
     * What the members refer to, and what that refers to in turn. It stops at resources of the types that compartments
     * have, which belong to somebody else; other centres (the other patients of a group) are not among it at all.
     */
    private TreeMap<String, StoredResource> referredTo() {
        Set<ResourceKey> seen = new HashSet<>(Set.of(subject.key()));
        Deque<ResourceKey> open = new ArrayDeque<>(ReferenceScan.of(subject.content()));
        List<Long> numbers = List.copyOf(pids);
        for (int from = 0; from < numbers.size(); from += PORTION) {
            for (StoredResource member : read(numbers.subList(from, Math.min(from + PORTION, numbers.size())))) {
                seen.add(member.key());
                open.addAll(ReferenceScan.of(member.content()));
            }
        }
        TreeMap<String, StoredResource> found = new TreeMap<>();
        while (!open.isEmpty()) {
            ResourceKey key = open.remove();
            if (!key.type().equals(compartment) && seen.add(key)) {
                session.current(key).filter(s -> !s.deleted()).ifPresent(stored -> {
                    found.put(key.toString(), stored);
                    if (!memberTypes.contains(key.type())) {
                        open.addAll(ReferenceScan.of(stored.content()));
                    }
                });
            }
        }
        return found;
    }
}
