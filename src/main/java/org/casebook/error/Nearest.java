package org.casebook.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid name that a misspelt one probably means. */
public final class Nearest {
    private Nearest() {}

    /** The closest candidate by edit distance, if it is close enough to be a likely slip. */
    public static Optional<String> of(String given, Collection<String> candidates) {
        int limit = Math.max(2, given.length() / 3);
        return candidates.stream()
                .min(Comparator.<String>comparingInt(c -> distance(given, c)).thenComparing(Comparator.naturalOrder()))
                .filter(c -> distance(given, c) <= limit);
    }

    /** {@code "; did you mean 'x'?"}, or nothing. */
    public static String hint(String given, Collection<String> candidates) {
        return of(given, candidates).map(c -> "; did you mean '" + c + "'?").orElse("");
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
