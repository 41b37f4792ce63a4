package org.casebook.interaction.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.casebook.error.Issue;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.ConditionalTarget;
import org.casebook.interaction.Criteria;
import org.casebook.interaction.Patch;
import org.casebook.interaction.Update;
import org.casebook.store.UnitOfWork;

/** Which resource each entry of a transaction is about, found before anything but deletions is written. */
final class EntryTargets {
    private final UnitOfWork unit;
    private final ConditionalTarget target;
    private final Identities identities = new Identities();
    private final Map<ResourceKey, RequestEntry> writers = new HashMap<>();
    private final Map<String, ResourceKey> createdFor = new HashMap<>();
    private final Set<ResourceKey> alive = new HashSet<>();
    private final List<Issue> clashes = new ArrayList<>();
    /** By the entry's index, who its resource is. */
    private final Map<Integer, ResourceKey> keys = new HashMap<>();
    /** Conditional creates, by index, whose resource was there already. */
    private final Set<Integer> satisfied = new HashSet<>();

    EntryTargets(UnitOfWork unit, ConditionalTarget target) {
        this.unit = unit;
        this.target = target;
    }

    Identities identities() {
        return identities;
    }

    /** Entries that write the same resource. */
    List<Issue> clashes() {
        return clashes;
    }

    ResourceKey key(RequestEntry entry) {
        return Objects.requireNonNull(keys.get(entry.index()));
    }

    /** Whether the entry is there to write something, and does. */
    boolean writes(RequestEntry entry) {
        return keys.containsKey(entry.index()) && !isSatisfied(entry);
    }

    /** Whether a conditional create has found its resource. */
    boolean isSatisfied(RequestEntry entry) {
        return satisfied.contains(entry.index());
    }

    /** Whether the resource will be there when all is written. */
    boolean isAlive(ResourceKey key) {
        return alive.contains(key);
    }

    void identify(PreparedEntry prepared) {
        RequestEntry entry = prepared.entry();
        ResourceKey key = switch (entry.method()) {
            case POST -> created(prepared);
            case PUT -> updated(prepared);
            default -> patched(prepared);
        };
        keys.put(entry.index(), key);
        identities.add(entry, key);
        alive.add(key);
        if (!isSatisfied(entry)) {
            claim(key, entry);
        }
    }

    /** Two conditional creates for the same criteria are one resource: the second finds what the first creates. */
    private ResourceKey created(PreparedEntry prepared) {
        ResourceKey fresh = new ResourceKey(prepared.entry().url().type(), unit.newId());
        if (prepared.criteria() == null) {
            return fresh;
        }
        String criteria = prepared.criteria().normalised();
        ResourceKey match = createdFor.containsKey(criteria)
                ? createdFor.get(criteria)
                : target.one(unit, prepared.criteria()).orElse(null);
        if (match == null) {
            createdFor.put(criteria, fresh);
            return fresh;
        }
        satisfied.add(prepared.entry().index());
        return match;
    }

    private ResourceKey updated(PreparedEntry prepared) {
        Criteria criteria = prepared.criteria();
        return criteria == null
                ? prepared.entry().url().key()
                : Update.matched(
                        unit,
                        target.one(unit, criteria),
                        criteria,
                        prepared.entry().content());
    }

    private ResourceKey patched(PreparedEntry prepared) {
        Criteria criteria = prepared.criteria();
        return criteria == null
                ? prepared.entry().url().key()
                : target.one(unit, criteria).orElseThrow(() -> Patch.nothingMatches(criteria));
    }

    void claim(ResourceKey key, RequestEntry entry) {
        RequestEntry other = writers.putIfAbsent(key, entry);
        if (other != null) {
            clashes.add(Preparation.clash(other, entry, "both write " + key));
        }
    }
}
