package org.casebook.store;

import java.util.List;

/** What makes a committed unit of work durable where the database itself does not. */
interface CommitLog extends AutoCloseable {
    /** For databases that keep what they have committed. */
    CommitLog NONE = new CommitLog() {
        @Override
        public long position() {
            return 0;
        }

        @Override
        public void append(long txn, long pid, List<Operation> operations) {
            // PostgreSQL has its own log, and memory keeps nothing.
        }

        @Override
        public void undo(long position) {
            // Nothing was written.
        }

        @Override
        public void await(long position) {
            // The commit has returned, so it is durable.
        }

        @Override
        public void checkpoint() {
            // There is nothing to shorten.
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public void abandon() {
            // Nothing is open.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /** The end of the log. */
    long position();

    /** Writes a unit of work, just before its transaction is committed. */
    void append(long txn, long pid, List<Operation> operations);

    /** Takes back what was appended behind this position. */
    void undo(long position);

    /** Returns when everything up to this position is on disk. */
    void await(long position);

    /** Bytes that the database has not caught up with. */
    long length();

    /** Brings the database itself up to date on disk, and drops the part of the log that it has caught up with. */
    void checkpoint();

    /** Lets go of the files without a word to the database, which is not there any more; what was appended stays. */
    void abandon();

    @Override
    void close();
}
