package org.casebook.server;

import java.util.Locale;
import java.util.function.Function;

/**
 * One thing that can be set, the same everywhere: {@code --data-dir} on the command line, {@code CASEBOOK_DATA_DIR} in
 * the environment, {@code data-dir} in the properties file.
 *
 * @param key lower case, words joined by hyphens
 * @param defaultText the default as one would write it; empty for "not set"
 * @param description one sentence for the help text
 * @param parser turns the text into the value; throws IllegalArgumentException with a message that says what is wanted
 */
public record Setting<T>(String key, String defaultText, String label, String description, Function<String, T> parser) {

    /** The name of the environment variable. */
    public String environmentVariable() {
        return "CASEBOOK_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The option of the command line. */
    public String option() {
        return "--" + key;
    }

    /** Whether naming the option alone switches it on. */
    public boolean isFlag() {
        return label.isEmpty();
    }

    static Setting<String> text(String key, String defaultText, String label, String description) {
        return new Setting<>(key, defaultText, label, description, Function.identity());
    }

    static Setting<Boolean> flag(String key, String description) {
        return new Setting<>(key, "false", "", description, Setting::parseBoolean);
    }

    static Setting<Boolean> bool(String key, boolean defaultValue, String description) {
        return new Setting<>(key, Boolean.toString(defaultValue), "true|false", description, Setting::parseBoolean);
    }

    static Setting<Long> number(String key, long defaultValue, long min, long max, String description) {
        return new Setting<>(key, Long.toString(defaultValue), "N", description, text -> parseNumber(text, min, max));
    }

    /** A number of bytes: {@code 500}, {@code 64k}, {@code 16m}, {@code 2g}. */
    static Setting<Long> size(String key, String defaultText, String description) {
        return new Setting<>(key, defaultText, "SIZE", description, Setting::parseSize);
    }

    private static Boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Long parseNumber(String text, long min, long max) {
        try {
            long number = Long.parseLong(text.trim());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw new IllegalArgumentException("must be a whole number from " + min + " to " + max);
    }

    static Long parseSize(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        int shift = trimmed.endsWith("g") ? 30 : trimmed.endsWith("m") ? 20 : trimmed.endsWith("k") ? 10 : 0;
        String digits = shift == 0 ? trimmed : trimmed.substring(0, trimmed.length() - 1);
        try {
            return Math.multiplyExact(parseNumber(digits, 1, Integer.MAX_VALUE), 1L << shift);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("must be a size such as 500, 64k, 16m or 1g");
        }
    }
}
