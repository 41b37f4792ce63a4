package org.casebook.bench;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Bundle.entry.response.location}: absolute or relative, with or without a version. */
record Location(String type, String id, String version) {
    private static final Pattern FORM =
            Pattern.compile("(?:.*/)?([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/([A-Za-z0-9.-]{1,64}))?/?");

    static Location of(String text) throws IOException {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IOException("the location of a created resource has no type and id: '" + text + "'");
        }
        return new Location(matcher.group(1), matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3));
    }
}
