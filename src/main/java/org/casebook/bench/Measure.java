package org.casebook.bench;

import java.util.SplittableRandom;

/**
 * One kind of request that is measured.
 *
 * @param name for {@code --only}
 * @param title as the table shows it
 */
record Measure(String name, String title, Calls calls) {

    /** Makes the requests of one connection. */
    interface Calls {

        /**
         * @param connection from 0; what two connections write never meets
         * @param count how many requests this connection has sent before
         */
        Call next(SplittableRandom random, int connection, long count);
    }
}
