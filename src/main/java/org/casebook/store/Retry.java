package org.casebook.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.jdbc.RetryableException;

/** Runs a transaction again that has lost a race, a few times and after a short rest of random length. */
final class Retry {
    private static final int ATTEMPTS = 12;
    private static final int LONGEST_REST_MILLIS = 64;

    private Retry() {}

    static <T> T run(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RetryableException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                rest(attempt);
            }
        }
    }

    private static void rest(int attempt) {
        int longest = Math.min(LONGEST_REST_MILLIS, 1 << attempt);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(longest) + 1L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CasebookException(ErrorCategory.BUSY, "The server is stopping. Send the request again.");
        }
    }
}
