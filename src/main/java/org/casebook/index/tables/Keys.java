package org.casebook.index.tables;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.casebook.index.ReferenceValue;
import org.jspecify.annotations.Nullable;

/**
 * Values in the form in which the index tables keep them; the search brings what it is asked for into the same form.
 * Systems and units are 64 bits of a hash: a chance of 1 in 10^13 that any two of a thousand systems are mixed up.
 */
public final class Keys {
    private static final int START = 100;
    private static final int LONGEST = 128;
    private static final int LONGEST_URI = 250;

    private Keys() {}

    /** The number of a system; 0 for none. */
    public static long system(@Nullable String system) {
        return system == null || system.isEmpty() ? 0 : hash(system);
    }

    /** A code in the form that compares it: R4 advises servers to ignore case when in doubt (section 3.1.1.4.10). */
    public static String code(String code) {
        return shortened(code.toLowerCase(Locale.ROOT), LONGEST);
    }

    /** A unit, with its case, which UCUM needs. */
    public static @Nullable String unit(@Nullable String unit) {
        return unit == null ? null : shortened(unit, LONGEST);
    }

    /** The beginning of a folded text, which leads its list. */
    public static String start(String folded) {
        return folded.length() <= START ? folded : folded.substring(0, START);
    }

    /** The folded text when it is longer than {@link #start}. */
    static @Nullable String whole(String folded) {
        return folded.length() <= START ? null : folded;
    }

    public static String uri(String uri) {
        return shortened(uri, LONGEST_URI);
    }

    /** A label with its case. */
    static String label(@Nullable String system, @Nullable String code) {
        return uri((system == null ? "" : system) + "|" + (code == null ? "" : code));
    }

    /** The logical id, or the url of what is not on this server; empty for a logical reference. */
    public static String target(ReferenceValue reference) {
        if (reference.id() != null) {
            return uri(reference.id());
        }
        return reference.url() == null ? "" : uri(reference.url());
    }

    /** The type when the target is on this server, else empty. */
    public static String targetType(ReferenceValue reference) {
        return reference.id() == null || reference.type() == null ? "" : reference.type();
    }

    static @Nullable String version(ReferenceValue reference) {
        return reference.version() == null ? null : shortened(reference.version(), 64);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 17) + "~" + Long.toHexString(hash(text));
    }

    /** FNV-1a in 64 bits, then spread; never 0. */
    public static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
