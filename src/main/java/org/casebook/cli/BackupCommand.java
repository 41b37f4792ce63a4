package org.casebook.cli;

import java.nio.file.Path;
import org.casebook.server.StoreCare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code casebook backup}. */
@Command(name = "backup", description = "Copy the whole store into one file, while it is in use.")
final class BackupCommand extends StoreCommand {
    @Parameters(paramLabel = "FILE", description = "The backup.")
    private String file = "";

    @Override
    boolean run(StoreCare care) throws Exception {
        say(care.backup(Path.of(file)) + " rows in " + file);
        return true;
    }
}
