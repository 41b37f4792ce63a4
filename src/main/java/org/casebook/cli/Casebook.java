package org.casebook.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code java -jar casebook.jar COMMAND}. */
@Command(
        name = "casebook",
        description = "A FHIR R4 server that publishes clinical case reports as FHIR.",
        mixinStandardHelpOptions = false)
public final class Casebook implements Runnable {
    /** Made one by one: to read the annotations of all took a tenth of the main thread of a start. */
    private static final Map<String, Supplier<CommandLine>> COMMANDS = commands();

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

    @Mixin
    private HelpOption help = new HelpOption();

    private Casebook() {}

    public static void main(String[] args) {
        // Nothing phones home: HL7's validator would otherwise ask package servers.
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
        System.exit(run(args));
    }

    /** Runs the command that is asked for by itself; only without one the program with all, so that the help shows them. */
    private static int run(String... args) {
        Supplier<CommandLine> wanted = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (wanted != null) {
            CommandLine command = wanted.get().setCommandName("casebook " + args[0]);
            return reporting(command).execute(Arrays.copyOfRange(args, 1, args.length));
        }
        CommandLine program = new CommandLine(new Casebook());
        COMMANDS.forEach((name, command) -> program.addSubcommand(name, command.get()));
        return reporting(program).execute(args);
    }

    private static CommandLine reporting(CommandLine program) {
        return program.setParameterExceptionHandler((exception, arguments) -> {
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

    private static Map<String, Supplier<CommandLine>> commands() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", Serve::commandLine);
        commands.put("version", () -> new CommandLine(new Version()));
        commands.put("validate", () -> new CommandLine(new Validate()));
        commands.put("bundle", () -> new CommandLine(new BundleCommand()));
        commands.put("backup", () -> new CommandLine(new BackupCommand()));
        commands.put("restore", () -> new CommandLine(new RestoreCommand()));
        commands.put("verify", () -> new CommandLine(new VerifyCommand()));
        commands.put("reindex", () -> new CommandLine(new ReindexCommand()));
        commands.put("compact", () -> new CommandLine(new CompactCommand()));
        commands.put("rebuild", () -> new CommandLine(new RebuildCommand()));
        commands.put("bench", () -> new CommandLine(new Bench()));
        commands.put("bench-bare", () -> new CommandLine(new BenchBare()));
        commands.put("train", () -> new CommandLine(new Train()));
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? serve, version, …");
    }
}
