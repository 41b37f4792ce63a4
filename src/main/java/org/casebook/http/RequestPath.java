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

    /** The path without ids: {@code Patient/[id]/_history/[id]}; for metrics and logs. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < segments.size() && i < 5; i++) {
            String segment = segments.get(i);
            boolean word = segment.startsWith("$") || segment.startsWith("_") || segment.equals("metadata");
            boolean type = i % 2 == 0 && !segment.isEmpty() && Character.isUpperCase(segment.charAt(0));
            shape.append(i == 0 ? "" : "/").append(word || type ? segment : "[id]");
        }
        return shape.toString();
    }
}
