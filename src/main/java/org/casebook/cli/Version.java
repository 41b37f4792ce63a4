package org.casebook.cli;

import java.util.concurrent.Callable;
import org.casebook.server.Build;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code casebook version}. */
@Command(name = "version", description = "Print the version of Casebook, of FHIR and of Java.")
final class Version implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println("Casebook " + Build.version() + ", FHIR 4.0.1, Java " + Runtime.version());
        return 0;
    }
}
