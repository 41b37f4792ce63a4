package org.casebook.cli;

import java.nio.file.Path;
import org.casebook.server.StoreCare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code casebook rebuild}. */
@Command(name = "rebuild", description = "Build a damaged H2 database again from a backup and the journal.")
final class RebuildCommand extends StoreCommand {
    @Option(names = "--backup", paramLabel = "FILE", description = "Begin with this backup, not with nothing.")
    private String backup = "";

    @Option(names = "--skip-damaged", description = "Go on where the journal is damaged, and lose what stood there.")
    private boolean skipDamaged;

    @Override
    boolean run(StoreCare care) throws Exception {
        long units = care.rebuild(backup.isEmpty() ? null : Path.of(backup), skipDamaged, this::say);
        say(units + " units of work of the journal applied");
        return true;
    }
}
