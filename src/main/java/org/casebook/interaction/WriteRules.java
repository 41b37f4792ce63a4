package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.fhir.ResourceKey;

/**
 * What every write goes through, alone or inside a transaction.
 *
 * @param checks rules of a single resource; its structure is checked before
 * @param integrity whether its references must lead somewhere
 * @param ifMatchRequired whether a change must say which version it changes
 */
public record WriteRules(List<WriteCheck> checks, ReferentialIntegrity integrity, boolean ifMatchRequired) {

    public WriteRules {
        checks = List.copyOf(checks);
    }

    /** 412 for a change of what is there that does not say what it changes, where that is required. */
    public void requireIfMatch(ResourceKey key, boolean exists, Preconditions preconditions) {
        if (ifMatchRequired && exists && preconditions.ifMatch() == null) {
            throw new CasebookException(
                    ErrorCategory.PRECONDITION_FAILED,
                    "This server changes " + key
                            + " only if If-Match names the version that you have read; read it and send its ETag.");
        }
    }

    /** The warnings of all checks, or an exception with every issue if there is an error among them. */
    List<Issue> check(ObjectNode resource) {
        return WriteCheck.runAll(checks, resource);
    }
}
