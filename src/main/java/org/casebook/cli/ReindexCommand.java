package org.casebook.cli;

import org.casebook.store.care.CareTask;
import picocli.CommandLine.Command;

/** {@code casebook reindex}. */
@Command(
        name = "reindex",
        description = "Build the index again, beside a server too; goes on where it was interrupted.")
final class ReindexCommand extends CareCommand {

    @Override
    CareTask task() {
        return CareTask.of(CareTask.Kind.REINDEX);
    }
}
