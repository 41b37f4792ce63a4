package org.casebook.store;

import java.util.List;

/**
 * A unit of work as the journal keeps it.
 *
 * @param txn its number
 * @param pid the last pid that had been given when it ended
 */
record Unit(long txn, long pid, List<Operation> operations) {}
