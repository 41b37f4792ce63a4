package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import org.casebook.jdbc.Sql;

/** What a search does, written down when {@code _explain=true} asks for it. */
final class Trace {
    private final boolean on;
    private final List<String> lines = new ArrayList<>();

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
        if (on) {
            lines.add(sql.text() + " " + sql.binds() + ": " + rows + " rows in " + nanos / 1000 + " µs");
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
