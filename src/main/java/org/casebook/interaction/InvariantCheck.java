package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.validation.invariant.Invariants;

/**
 * A resource must meet R4's own invariants, and the cardinalities and invariants of R4's own profiles that it claims.
 *
 * @param types whether the invariants of types are enforced
 * @param profiles whether R4's own profiles are
 */
public record InvariantCheck(boolean types, boolean profiles) implements WriteCheck {

    @Override
    public List<Issue> check(ObjectNode resource) {
        return Invariants.check(resource, types, profiles);
    }
}
