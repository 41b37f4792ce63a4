package org.casebook.cli;

import java.nio.file.Path;
import org.casebook.store.care.CareTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code casebook backup}. */
@Command(name = "backup", description = "Copy the whole store into one file, while it is in use.")
final class BackupCommand extends CareCommand {
    @Parameters(paramLabel = "FILE", description = "The backup.")
    private String file = "";

    @Override
    CareTask task() {
        return new CareTask(CareTask.Kind.BACKUP, Path.of(file).toAbsolutePath().toString());
    }
}
