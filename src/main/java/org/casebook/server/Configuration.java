package org.casebook.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.casebook.error.Nearest;

/**
 * The value of every setting and where it comes from. The command line wins over the environment, the environment over
 * the properties file, the file over the defaults.
 */
public final class Configuration {
    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Map<Setting<?>, String> texts = new HashMap<>();
    private final Map<Setting<?>, String> origins = new HashMap<>();

    private Configuration() {}

    /**
     * @param commandLine texts by key
     * @param environment all variables of the process; those that start with {@code CASEBOOK_} must be settings
     * @param file texts by key, with the file's name for the origin
     * @throws ConfigurationException that names everything that is wrong, not only the first
     */
    public static Configuration resolve(
            Map<String, String> commandLine,
            Map<String, String> environment,
            Map<String, String> file,
            String fileName) {
        List<String> problems = new ArrayList<>();
        unknownKeys(file, fileName, problems);
        unknownKeys(commandLine, "the command line", problems);
        unknownVariables(environment, problems);
        Configuration configuration = new Configuration();
        for (Setting<?> setting : Settings.ALL) {
            configuration.resolve(setting, commandLine, environment, file, fileName, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    /** Defaults but for the given texts; for embedding and tests. */
    public static Configuration of(Map<String, String> texts) {
        return resolve(texts, Map.of(), Map.of(), "");
    }

    /** The value of a setting. */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        return (T) Objects.requireNonNull(values.get(setting), setting.key());
    }

    /** The value as an int; for numbers whose range is within int. */
    public int number(Setting<Long> setting) {
        return Math.toIntExact(get(setting));
    }

    /** The text of the value, as {@code --print-config} shows it; never a password. */
    public String shown(Setting<?> setting) {
        String text = texts.getOrDefault(setting, "");
        return setting == Settings.DATABASE_PASSWORD && !text.isEmpty() ? "***" : text;
    }

    /** Where the value comes from. */
    public String origin(Setting<?> setting) {
        return origins.getOrDefault(setting, "default");
    }

    private void resolve(
            Setting<?> setting,
            Map<String, String> commandLine,
            Map<String, String> environment,
            Map<String, String> file,
            String fileName,
            List<String> problems) {
        String key = setting.key();
        String text = setting.defaultText();
        String origin = "default";
        if (commandLine.containsKey(key)) {
            text = commandLine.get(key);
            origin = "command line";
        } else if (environment.containsKey(setting.environmentVariable())) {
            text = environment.get(setting.environmentVariable());
            origin = "environment " + setting.environmentVariable();
        } else if (file.containsKey(key)) {
            text = file.get(key);
            origin = "file " + fileName;
        }
        texts.put(setting, text);
        origins.put(setting, origin);
        try {
            values.put(setting, setting.parser().apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(key + " (" + origin + "): '" + text + "' " + e.getMessage());
        }
    }

    private static void unknownKeys(Map<String, String> texts, String origin, List<String> problems) {
        List<String> known = Settings.ALL.stream().map(Setting::key).toList();
        for (String key : new TreeSet<>(texts.keySet())) {
            if (!known.contains(key)) {
                problems.add("unknown setting '" + key + "' in " + origin + Nearest.hint(key, known));
            }
        }
    }

    private static void unknownVariables(Map<String, String> environment, List<String> problems) {
        List<String> known = new ArrayList<>(
                Settings.ALL.stream().map(Setting::environmentVariable).toList());
        known.add("CASEBOOK_CONFIG");
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith("CASEBOOK_") && !known.contains(name)) {
                problems.add("unknown environment variable " + name + Nearest.hint(name, known));
            }
        }
    }
}
