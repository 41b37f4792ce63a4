package org.casebook.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a request is a person's visit with a browser, not a program's call (R4 section 3.1.0.1.11). */
final class PageWish {
    /** What java.net.HttpURLConnection sends when its program named nothing. */
    private static final String JAVA_DEFAULT = "text/html, image/gif, image/jpeg,";

    private PageWish() {}

    /**
     * {@code _format} decides where it is given. Otherwise text/html must be named, and no FHIR format be wanted as much:
     * {@code *}{@code /*} is no wish for a page.
     */
    static boolean of(@Nullable String query, @Nullable String accept) {
        String format = format(query);
        if (format != null) {
            return format.equals("html") || format.equals("text/html");
        }
        if (accept == null || accept.startsWith(JAVA_DEFAULT)) {
            return false;
        }
        double page = 0;
        double fhir = 0;
        for (String range : accept.split(",")) {
            String[] parts = range.split(";");
            // A lone semicolon has no parts at all.
            String type = parts.length == 0 ? "" : parts[0].trim().toLowerCase(Locale.ROOT);
            double quality = quality(parts);
            if (type.equals("text/html")) {
                page = Math.max(page, quality);
            } else if (type.contains("json") || type.equals("application/fhir+xml")) {
                fhir = Math.max(fhir, quality);
            }
        }
        return page > fhir;
    }

    private static @Nullable String format(@Nullable String query) {
        if (query == null) {
            return null;
        }
        for (String pair : query.split("&")) {
            if (pair.startsWith("_format=")) {
                return pair.substring("_format=".length())
                        .replace("%2F", "/")
                        .replace("%2f", "/")
                        .toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
