package org.casebook.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.casebook.index.tables.RowNames;
import org.casebook.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/** A statement that is being written: text and values grow together, so that they cannot come apart. */
final class SqlText {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> binds = new ArrayList<>();
    private final RowNames names;
    private int aliases;

    SqlText(RowNames names) {
        this.names = names;
    }

    /** Appends text and the values of the question marks in it. */
    SqlText add(String part, Object... values) {
        text.append(part);
        binds.addAll(Arrays.asList(values));
        return this;
    }

    SqlText add(Sql part) {
        text.append(part.text());
        binds.addAll(part.binds());
        return this;
    }

    /** A table alias that is not used yet. */
    String alias() {
        return "x" + aliases++;
    }

    RowNames names() {
        return names;
    }

    /** Appends the parts with a word between them. */
    <T> SqlText join(List<T> parts, String between, java.util.function.BiConsumer<SqlText, T> each) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                text.append(between);
            }
            each.accept(this, parts.get(i));
        }
        return this;
    }

    Sql sql() {
        return Sql.of(text.toString(), binds.toArray());
    }
}
