package org.casebook.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.casebook.bench.BareServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code casebook bench-bare FILE}: the yardstick of {@code bench}, which starts it; prints its port. */
@Command(name = "bench-bare", hidden = true, description = "Serve one file by bare Jetty.")
final class BenchBare implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Override
    public Integer call() throws Exception {
        try (BareServer bare = new BareServer(Files.readAllBytes(file))) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(bare.port());
            out.flush();
            bare.join();
        }
        return 0;
    }
}
