package org.casebook.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.casebook.error.CasebookException;
import org.casebook.server.Configuration;
import org.casebook.server.ConfigurationException;
import org.casebook.server.StartException;
import org.casebook.server.StoreCare;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands on a store have in common: which store, and one line for whatever stands in the way. */
abstract class StoreCommand implements Callable<Integer> {
    private static final int EXIT_UNSOUND = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder. Default: as serve has it.")
    private String data = "";

    @Option(names = "--database", paramLabel = "JDBC-URL", description = "PostgreSQL instead of a data folder.")
    private String database = "";

    /** Does the work; false when what was looked at is not as it should be. */
    abstract boolean run(StoreCare care) throws Exception;

    @Override
    public final Integer call() throws Exception {
        try {
            Map<String, String> texts = new HashMap<>();
            if (!data.isEmpty()) {
                texts.put("data", data);
            }
            if (!database.isEmpty()) {
                texts.put("database", database);
            }
            StoreCare care = new StoreCare(Configuration.resolve(texts, System.getenv(), Map.of(), ""));
            return run(care) ? 0 : EXIT_UNSOUND;
        } catch (ConfigurationException e) {
            e.problems().forEach(this::complain);
            return Casebook.EXIT_USAGE;
        } catch (StartException
                | CasebookException
                | java.io.UncheckedIOException
                | java.io.IOException
                | IllegalArgumentException e) {
            complain(String.valueOf(e.getMessage()));
            return Casebook.EXIT_STORE;
        }
    }

    void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void complain(String line) {
        spec.commandLine().getErr().println("casebook: " + line);
    }
}
