package org.casebook.interaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.store.UnitOfWork;

/** R4 section 3.1.0.7: the resource is gone for reads and searches; its history stays. */
public final class Delete {
    private final ResourceStore store;
    private final ReferentialIntegrity integrity;
    private final Referrers referrers;
    private final ConditionalTarget target;
    private final Limits limits;

    /**
     * How much one request may delete.
     *
     * @param matches of a conditional delete; 1 refuses several matches with 412
     * @param cascade resources that go because they refer to what is deleted
     */
    public record Limits(int matches, int cascade) {}

    public Delete(
            ResourceStore store,
            ReferentialIntegrity integrity,
            Referrers referrers,
            ConditionalTarget target,
            Limits limits) {
        this.store = store;
        this.integrity = integrity;
        this.referrers = referrers;
        this.target = target;
        this.limits = limits;
    }

    /** The deletion's version; empty if there was nothing to delete, which R4 counts as success too. */
    public Optional<StoredResource> run(ResourceKey key, Preconditions preconditions) {
        return store.write(unit -> {
            preconditions.require(key, unit.current(key));
            Optional<StoredResource> deleted = unit.delete(key);
            integrity.requireUnreferenced(
                    unit, deleted.stream().map(StoredResource::key).toList());
            return deleted;
        });
    }

    /** Deletes the resource and whatever refers to it, directly or not; the target's deletion comes last. */
    public List<StoredResource> cascade(ResourceKey key, Preconditions preconditions) {
        return store.write(unit -> {
            preconditions.require(key, unit.current(key));
            return deleteAll(unit, withReferrers(unit, List.of(key)));
        });
    }

    /** R4 section 3.1.0.7.1: deletes every match, up to the limit; 412 beyond it, and nothing is deleted. */
    public List<StoredResource> run(Criteria criteria, boolean cascade) {
        return store.write(unit -> {
            List<ResourceKey> matches = matching(unit, target, criteria, limits.matches());
            if (cascade) {
                return deleteAll(unit, withReferrers(unit, matches));
            }
            List<StoredResource> deleted = deleteAll(unit, matches);
            integrity.requireUnreferenced(unit, matches);
            return deleted;
        });
    }

    /** What a conditional delete is about. */
    public static List<ResourceKey> matching(UnitOfWork unit, ConditionalTarget target, Criteria criteria, int limit) {
        List<ResourceKey> matches = target.all(unit, criteria, limit + 1);
        if (matches.size() > limit) {
            throw new CasebookException(
                    ErrorCategory.MULTIPLE_MATCHES,
                    criteria + " matches more than " + limit + " resource" + (limit == 1 ? "" : "s")
                            + ", which is as many as one request may delete; narrow the criteria.");
        }
        return matches;
    }

    private static List<StoredResource> deleteAll(UnitOfWork unit, List<ResourceKey> keys) {
        List<StoredResource> deleted = new ArrayList<>();
        for (ResourceKey key : keys) {
            unit.delete(key).ifPresent(deleted::add);
        }
        return deleted;
    }

    private List<ResourceKey> withReferrers(UnitOfWork unit, List<ResourceKey> start) {
        Set<ResourceKey> found = new LinkedHashSet<>(start);
        Deque<ResourceKey> open = new ArrayDeque<>(start);
        while (!open.isEmpty()) {
            for (ResourceKey referrer : referrers.of(unit, open.remove(), limits.cascade() + 1)) {
                if (found.add(referrer)) {
                    open.add(referrer);
                }
            }
            if (found.size() > limits.cascade()) {
                throw new CasebookException(
                        ErrorCategory.TOO_COSTLY,
                        "More than " + limits.cascade() + " resources would go with " + start.get(0)
                                + "; delete them in smaller steps.");
            }
        }
        List<ResourceKey> farthestFirst = new ArrayList<>(found);
        java.util.Collections.reverse(farthestFirst);
        return farthestFirst;
    }
}
