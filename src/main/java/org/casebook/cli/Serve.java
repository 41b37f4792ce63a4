package org.casebook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.casebook.server.CasebookServer;
import org.casebook.server.Configuration;
import org.casebook.server.ConfigurationException;
import org.casebook.server.Setting;
import org.casebook.server.Settings;
import org.casebook.server.StartException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code casebook serve}: every setting is an option. */
@Command(
        name = "serve",
        description = "Run the server, with the case in it.",
        footer = {
            "",
            "Every option is also an environment variable (--max-body is CASEBOOK_MAX_BODY) and a key of the",
            "properties file named by --config or CASEBOOK_CONFIG. The command line wins over the environment,",
            "the environment over the file.",
            "",
            "Exit codes: 0 stopped as asked, 2 wrong usage or setting, 3 port not free, 4 store cannot be opened."
        })
final class Serve implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
    private String config = "";

    @Option(names = "--print-config", description = "Print each setting, its value and where it comes from; then stop.")
    private boolean printConfig;

    static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new Serve());
        for (Setting<?> setting : Settings.ALL) {
            OptionSpec.Builder option = OptionSpec.builder(setting.option()).description(description(setting));
            spec.addOption(
                    setting.isFlag()
                            ? option.type(boolean.class).build()
                            : option.type(String.class)
                                    .paramLabel(setting.label())
                                    .build());
        }
        return new CommandLine(spec);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Configuration configuration = configuration();
            if (printConfig) {
                print(configuration);
                return 0;
            }
            return serve(configuration);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> err.println("casebook: " + problem));
            return Casebook.EXIT_USAGE;
        } catch (StartException e) {
            err.println("casebook: " + e.getMessage());
            return e.cause() == StartException.Cause.PORT ? Casebook.EXIT_PORT : Casebook.EXIT_STORE;
        }
    }

    private int serve(Configuration configuration) throws InterruptedException {
        long started = System.nanoTime();
        CasebookServer server = CasebookServer.start(configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "Casebook ready: %s  (%d resources, case %s, started in %.1f s)",
                server.fhirAddress(),
                server.resourceCount(),
                server.caseName(),
                (System.nanoTime() - started) / 1e9));
        out.flush();
        server.notices().forEach(spec.commandLine().getErr()::println);
        server.join();
        return 0;
    }

    private Configuration configuration() {
        Map<String, String> environment = System.getenv();
        String fileName = config.isEmpty() ? environment.getOrDefault("CASEBOOK_CONFIG", "") : config;
        return Configuration.resolve(commandLineTexts(), environment, file(fileName), fileName);
    }

    private Map<String, String> commandLineTexts() {
        ParseResult result = spec.commandLine().getParseResult();
        Map<String, String> texts = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            if (result.hasMatchedOption(setting.option())) {
                texts.put(setting.key(), String.valueOf(result.<Object>matchedOptionValue(setting.option(), "")));
            }
        }
        return texts;
    }

    private static Map<String, String> file(String name) {
        if (name.isEmpty()) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    List.of("the settings file " + name + " cannot be read: " + e.getMessage()));
        }
        Map<String, String> texts = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> texts.put(key, properties.getProperty(key).trim()));
        return texts;
    }

    private void print(Configuration configuration) {
        PrintWriter out = spec.commandLine().getOut();
        for (Setting<?> setting : Settings.ALL) {
            out.println(String.format(
                    "%-24s = %-28s # %s", setting.key(), configuration.shown(setting), configuration.origin(setting)));
        }
    }

    private static String description(Setting<?> setting) {
        return setting.isFlag() || setting.defaultText().isEmpty()
                ? setting.description()
                : setting.description() + " Default: " + setting.defaultText() + ".";
    }
}
