package org.casebook.cli;

import java.nio.file.Path;
import org.casebook.server.StoreCare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code casebook restore}. */
@Command(name = "restore", description = "Fill an empty data folder or database from a backup.")
final class RestoreCommand extends StoreCommand {
    @Parameters(paramLabel = "FILE", description = "The backup.")
    private String file = "";

    @Override
    boolean run(StoreCare care) throws Exception {
        say(care.restore(Path.of(file), this::say) + " rows from " + file);
        return true;
    }
}
