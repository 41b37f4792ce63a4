package org.casebook.interaction.bundle;

import java.util.Map;

/** {@code Bundle.entry.response.status}: the code and the words that belong to it. */
final class Statuses {
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "No Content"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Entity"),
            Map.entry(500, "Internal Server Error"));

    private Statuses() {}

    static String text(int status) {
        String words = WORDS.get(status);
        return words == null ? Integer.toString(status) : status + " " + words;
    }
}
