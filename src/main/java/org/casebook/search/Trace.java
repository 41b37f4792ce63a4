package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.casebook.jdbc.Sql;

/** What a search does, written down when {@code _explain=true} asks for it. */
final class Trace {
    private static final int MOST = 50;
    private final boolean on;
    private final List<String> lines = new ArrayList<>();
    private final List<Ran> statements = new ArrayList<>();

    Trace(boolean on) {
        this.on = on;
    }

    boolean isOn() {
        return on;
    }

    void say(java.util.function.Supplier<String> line) {
        if (on) {
            lines.add(line.get());
        }
    }

    void ran(Sql sql, int rows, long nanos) {
        if (statements.size() < MOST) {
            statements.add(new Ran(sql.text(), rows, nanos));
        }
        if (on) {
            lines.add(sql.text() + " " + sql.binds() + ": " + rows + " rows in " + nanos / 1000 + " µs");
        }
    }

    /** The statements that ran, without what was bound to them. */
    String plan() {
        return statements.stream().map(Ran::toString).collect(Collectors.joining("; "));
    }

    private record Ran(String text, int rows, long nanos) {
        @Override
        public String toString() {
            return text + ": " + rows + " rows in " + nanos / 1000 + " µs";
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
