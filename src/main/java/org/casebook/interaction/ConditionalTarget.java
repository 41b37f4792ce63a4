package org.casebook.interaction;

import java.util.List;
import java.util.Optional;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.UnitOfWork;

/**
 * Finds what a conditional interaction is about. The criteria are guarded for the rest of the unit of work, so that of
 * many clients that send the same at once each sees what the one before has done.
 */
public final class ConditionalTarget {
    private static final int ENOUGH_TO_NAME = 5;
    private final Matches matches;

    public ConditionalTarget(Matches matches) {
        this.matches = matches;
    }

    /** The one match, or none; 412 if there are several. */
    public Optional<ResourceKey> one(UnitOfWork unit, Criteria criteria) {
        List<ResourceKey> found = all(unit, criteria, ENOUGH_TO_NAME);
        if (found.size() > 1) {
            throw new CasebookException(
                    ErrorCategory.MULTIPLE_MATCHES,
                    criteria + " matches several resources, among them " + names(found)
                            + "; narrow the criteria so that they match one.");
        }
        return found.stream().findFirst();
    }

    /** All matches, at most as many as asked for. */
    public List<ResourceKey> all(UnitOfWork unit, Criteria criteria, int limit) {
        unit.guard(criteria.normalised());
        return matches.find(unit, criteria, limit);
    }

    private static String names(List<ResourceKey> keys) {
        return String.join(", ", keys.stream().map(ResourceKey::toString).toList());
    }
}
