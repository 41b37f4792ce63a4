package org.casebook.store.care;

import java.util.Locale;

/**
 * One thing that an operator has done to a whole store.
 *
 * @param file where a backup goes; empty for everything else
 */
public record CareTask(Kind kind, String file) {
    /** What can be done while the store is in use. */
    public enum Kind {
        BACKUP,
        VERIFY,
        REINDEX,
        COMPACT
    }

    public static CareTask of(Kind kind) {
        return new CareTask(kind, "");
    }

    /** The name of the command. */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** As it is written into a request. */
    String text() {
        return name() + "\n" + file;
    }

    static CareTask read(String text) {
        int end = text.indexOf('\n');
        return new CareTask(Kind.valueOf(text.substring(0, end).toUpperCase(Locale.ROOT)), text.substring(end + 1));
    }
}
