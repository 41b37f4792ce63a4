package org.casebook.cli;

import org.casebook.server.StoreCare;
import picocli.CommandLine.Command;

/** {@code casebook reindex}. */
@Command(name = "reindex", description = "Build the index again; goes on where it was interrupted.")
final class ReindexCommand extends StoreCommand {

    @Override
    boolean run(StoreCare care) throws Exception {
        boolean done = care.reindex(this::tell);
        say(done ? "the index is in line with the resources" : "another process is building the index already");
        return done;
    }
}
