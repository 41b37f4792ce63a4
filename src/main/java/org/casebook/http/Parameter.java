package org.casebook.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.jspecify.annotations.Nullable;

/** One name and value of a query string or a form, in the order sent. */
public record Parameter(String name, String value) {
    private static final char REPLACED = '\uFFFD';

    /** More than any search takes; so many are told apart at all. */
    private static final int MOST = 10_000;

    /** Parses {@code a=b&c=d}; the order and repeated names are kept. */
    public static List<Parameter> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return List.of();
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : query.split("&")) {
            if (parameters.size() == MOST) {
                throw new CasebookException(
                        ErrorCategory.TOO_LARGE, "There are more than " + MOST + " parameters; send fewer at a time.");
            }
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new Parameter(decode(name), decode(value)));
            }
        }
        return parameters;
    }

    static String decode(String text) {
        String decoded;
        try {
            decoded = text.indexOf('%') < 0 && text.indexOf('+') < 0
                    ? text
                    : URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CasebookException(
                    ErrorCategory.INVALID, "'" + text + "' has a broken percent escape; write % as %25.");
        }
        // What is not UTF-8 became this character; searched for, it would find nothing without a word.
        if (decoded.indexOf(REPLACED) >= 0 && text.indexOf(REPLACED) < 0 && !text.contains("%EF%BF%BD")) {
            throw new CasebookException(
                    ErrorCategory.INVALID, "'" + text + "' has escapes that are not UTF-8; write é as %C3%A9.");
        }
        return decoded;
    }
}
