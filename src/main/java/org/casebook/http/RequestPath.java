package org.casebook.http;

import java.util.List;
import java.util.stream.Stream;

/** The part of the URL after the base, cut at its slashes and decoded: {@code [Patient, 1, _history, 2]}. */
record RequestPath(List<String> segments) {

    static RequestPath parse(String path) {
        return new RequestPath(Stream.of(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                // In a path a plus sign is a plus sign.
                .map(segment -> Parameter.decode(segment.replace("+", "%2B")))
                .toList());
    }

    int length() {
        return segments.size();
    }

    /** The segment, or empty text beyond the end. */
    String at(int index) {
        return index < segments.size() ? segments.get(index) : "";
    }

    boolean isOperationAt(int index) {
        return at(index).startsWith("$");
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
