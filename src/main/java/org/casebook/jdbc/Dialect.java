package org.casebook.jdbc;

/** The two databases that Casebook runs on, and the few words in which their SQL differs. */
public enum Dialect {
    H2("db/migration/h2", "", 1_000_000),
    POSTGRESQL("db/migration/postgresql", " for update", Integer.MAX_VALUE);

    private final String migrations;
    private final String forUpdate;
    private final int longestBinary;

    Dialect(String migrations, String forUpdate, int longestBinary) {
        this.migrations = migrations;
        this.forUpdate = forUpdate;
        this.longestBinary = longestBinary;
    }

    static Dialect of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException(
                "The database URL '" + url + "' must start with jdbc:h2: or jdbc:postgresql:");
    }

    String migrations() {
        return migrations;
    }

    /** Ends a query whose rows the transaction is about to change; empty on H2, where there is one writer at a time. */
    public String forUpdate() {
        return forUpdate;
    }

    /** How many bytes a binary column takes; longer content is kept in pieces. */
    public int longestBinary() {
        return longestBinary;
    }
}
