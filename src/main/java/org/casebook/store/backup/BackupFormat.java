package org.casebook.store.backup;

/**
 * The form of a backup, inside gzip: magic; the last unit of work (0 from PostgreSQL); then for each table 'T', its name, its columns, and for each row 'R' and its
 * values; then 'Z', the number of rows, and the SHA-256 of everything before. Index tables are left out: they are derived.
 */
final class BackupFormat {
    static final String MAGIC = "CASEBKP1";
    static final int TABLE = 'T';
    static final int ROW = 'R';
    static final int END = 'Z';

    private BackupFormat() {}

    static IllegalArgumentException damaged(String what) {
        return new IllegalArgumentException("The backup is damaged: " + what + ". Use another one.");
    }
}
