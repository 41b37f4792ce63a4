package org.casebook.interaction.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.interaction.ConditionalTarget;
import org.casebook.interaction.ResourceBundle;
import org.casebook.interaction.WriteRules;
import org.casebook.store.ResourceStore;

/** R4 section 3.1.0.11: all entries of a Bundle, or none. */
public final class Transaction {
    private final ResourceStore store;
    private final WriteRules rules;
    private final ConditionalTarget target;
    private final int deletesPerEntry;

    /** @param deletesPerEntry how many matches one conditional delete may have */
    public Transaction(ResourceStore store, WriteRules rules, ConditionalTarget target, int deletesPerEntry) {
        this.store = store;
        this.rules = rules;
        this.target = target;
        this.deletesPerEntry = deletesPerEntry;
    }

    /**
     * Carries the Bundle out.
     *
     * @param found what its structure check has found; an error among it refuses the whole, together with all else that is
     *     wrong
     */
    public ResourceBundle run(ObjectNode bundle, List<Issue> found, BundleCall call) {
        Preparation preparation = Preparation.of(bundle, call.base(), rules.checks());
        boolean malformed = found.stream().anyMatch(issue -> issue.severity().isError());
        if (malformed || !preparation.issues().isEmpty()) {
            throw refused(preparation, found, call);
        }
        return store.write(
                unit -> new TransactionRun(unit, preparation.entries(), rules, target, call, deletesPerEntry).run());
    }

    private CasebookException refused(Preparation preparation, List<Issue> found, BundleCall call) {
        List<Issue> all = new ArrayList<>(found);
        all.addAll(preparation.issues());
        all.addAll(store.read(
                session -> DanglingReferences.beforeAnything(session, preparation.entries(), rules.integrity(), call)));
        ErrorCategory category = Faults.category(found);
        return new CasebookException(category == ErrorCategory.INVALID ? category : preparation.category(), all);
    }
}
