package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;

/**
 * What every write goes through, alone or inside a transaction.
 *
 * @param checks rules of a single resource; its structure is checked before
 * @param integrity whether its references must lead somewhere
 */
public record WriteRules(List<WriteCheck> checks, ReferentialIntegrity integrity) {

    public WriteRules {
        checks = List.copyOf(checks);
    }

    /** The warnings of all checks, or an exception with every issue if there is an error among them. */
    List<Issue> check(ObjectNode resource) {
        return WriteCheck.runAll(checks, resource);
    }
}
