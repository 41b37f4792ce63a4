package org.casebook.cli;

import org.hl7.fhir.utilities.http.ManagedWebAccess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code java -jar casebook.jar COMMAND}. */
@Command(
        name = "casebook",
        description = "A FHIR R4 server that publishes clinical case reports as FHIR.",
        mixinStandardHelpOptions = false,
        subcommands = {
            Version.class,
            BackupCommand.class,
            RestoreCommand.class,
            VerifyCommand.class,
            ReindexCommand.class,
            RebuildCommand.class,
            Bench.class,
            BenchBare.class,
            Train.class,
            Validate.class,
            BundleCommand.class
        })
public final class Casebook implements Runnable {
    /** Wrong usage or a setting that cannot be used. */
    static final int EXIT_USAGE = 2;
    /** The port cannot be opened. */
    static final int EXIT_PORT = 3;
    /** The data folder or the database cannot be opened. */
    static final int EXIT_STORE = 4;
    /** A fault of the program. */
    static final int EXIT_FAULT = 70;

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private Casebook() {}

    public static void main(String[] args) {
        // Nothing phones home: HL7's validator would otherwise ask package servers.
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Casebook())
                .addSubcommand(Serve.commandLine())
                .setParameterExceptionHandler((exception, arguments) -> {
                    exception.getCommandLine().getErr().println("casebook: " + exception.getMessage());
                    exception.getCommandLine().getErr().println("Try 'casebook --help'.");
                    return EXIT_USAGE;
                })
                .setExecutionExceptionHandler((exception, commandLine, result) -> {
                    commandLine.getErr().println("casebook: fault: " + exception);
                    exception.printStackTrace(commandLine.getErr());
                    return EXIT_FAULT;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? serve, version, …");
    }
}
