package org.casebook.store;

import org.casebook.jdbc.Session;

/** Gives pids and transaction numbers. */
interface Numbers {

    /** The next pid without its leading bits. */
    long nextPid(Session session);

    /** What is bound to the txn expression of {@link StoreSql}. */
    long txn();

    /** The last pid that was given. */
    long lastPid();

    /** Called once at the end of a transaction that has changed something. Answers its number where it has one here. */
    long keep(Session session);
}
