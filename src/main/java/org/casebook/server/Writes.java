package org.casebook.server;

import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.interaction.ConditionalTarget;
import org.casebook.interaction.Create;
import org.casebook.interaction.Delete;
import org.casebook.interaction.Patch;
import org.casebook.interaction.Referrers;
import org.casebook.interaction.Update;
import org.casebook.interaction.WriteRules;
import org.casebook.interaction.bundle.Batch;
import org.casebook.interaction.bundle.Bundles;
import org.casebook.interaction.bundle.Transaction;
import org.casebook.store.ResourceStore;

/** The interactions that write, over one set of rules. */
record Writes(Create create, Update update, Patch patch, Delete delete, Bundles bundles) {
    private static final int DELETES_PER_REQUEST = 1_000;
    private static final int CASCADE_LIMIT = 1_000;

    Writes(ResourceStore store, WriteRules rules) {
        this(store, rules, new ConditionalTarget((session, criteria, limit) -> {
            throw new CasebookException(ErrorCategory.METHOD_NOT_ALLOWED, "There is no search on this server yet.");
        }));
    }

    private Writes(ResourceStore store, WriteRules rules, ConditionalTarget target) {
        this(
                new Create(store, rules, target),
                new Update(store, rules, target),
                new Patch(store, rules, target),
                new Delete(
                        store,
                        rules.integrity(),
                        noReferrers(),
                        target,
                        new Delete.Limits(DELETES_PER_REQUEST, CASCADE_LIMIT)),
                new Bundles(new Batch(), new Transaction(store, rules, target, DELETES_PER_REQUEST)));
    }

    private static Referrers noReferrers() {
        return (session, target, limit) -> List.of();
    }
}
