package org.casebook.cli;

import org.casebook.server.StoreCare;
import picocli.CommandLine.Command;

/** {@code casebook compact}. */
@Command(
        name = "compact",
        description =
                "Make the H2 file shorter: as short as it can be, or beside a server as far as that can meanwhile.")
final class CompactCommand extends StoreCommand {

    @Override
    boolean run(StoreCare care) throws Exception {
        return care.compact(this::say);
    }
}
