package org.casebook.server.crash;

/** What happens to a database in a test. */
@FunctionalInterface
interface Blow {
    void fall() throws Exception;
}
