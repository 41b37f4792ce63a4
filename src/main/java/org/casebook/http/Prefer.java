package org.casebook.http;

import java.util.Locale;

/**
 * The Prefer header (R4 sections 3.1.0.1.7, 3.1.1.4 and 3.2.0.7.2).
 *
 * @param returns what the body of a write's answer is
 * @param lenient whether unknown search parameters are reported instead of refused
 * @param respondAsync whether the client wants to fetch the answer later
 */
public record Prefer(Return returns, boolean lenient, boolean respondAsync) {
    /** The kinds of {@code return=}. */
    public enum Return {
        MINIMAL,
        REPRESENTATION,
        OUTCOME
    }

    private static final Prefer NONE = new Prefer(Return.REPRESENTATION, false, false);

    static Prefer of(Headers headers) {
        String preferences = headers.get("Prefer");
        if (preferences == null) {
            return NONE;
        }
        Return returns = Return.REPRESENTATION;
        boolean lenient = false;
        boolean respondAsync = false;
        for (String preference : preferences.split("[,;]")) {
            switch (preference.replace("\"", "").trim().toLowerCase(Locale.ROOT)) {
                case "return=minimal" -> returns = Return.MINIMAL;
                case "return=representation" -> returns = Return.REPRESENTATION;
                case "return=operationoutcome" -> returns = Return.OUTCOME;
                case "handling=lenient" -> lenient = true;
                case "respond-async" -> respondAsync = true;
                default -> {
                    // RFC 7240 section 2: preferences that are not known are ignored.
                }
            }
        }
        return new Prefer(returns, lenient, respondAsync);
    }
}
