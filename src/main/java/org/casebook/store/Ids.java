package org.casebook.store;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Logical ids that the server assigns (R4 section 2.20.0.1): UUIDs of version 7, which begin with the time, so that new
 * rows go to the end of the index and not to a random page of it.
 */
final class Ids {
    private final SecureRandom random = new SecureRandom();

    String next(long now) {
        long high = (now << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
