package org.casebook.interaction.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.error.Issue;
import org.casebook.interaction.ResourceBundle;

/** A Bundle that was posted to the base: a batch or a transaction; anything else is refused with a word of advice. */
public final class Bundles {
    private final Batch batch;
    private final Transaction transaction;

    public Bundles(Batch batch, Transaction transaction) {
        this.batch = batch;
        this.transaction = transaction;
    }

    /** @param found what the structure check of the whole Bundle has found */
    public ResourceBundle run(ObjectNode bundle, List<Issue> found, BundleCall call) {
        return RequestBundle.requireType(bundle).equals("batch")
                ? batch.run(bundle, found, call)
                : transaction.run(bundle, found, call);
    }
}
