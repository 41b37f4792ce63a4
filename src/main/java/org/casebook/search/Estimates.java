package org.casebook.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** How long lists are, roughly and as of a minute ago at most; only the choice of a plan depends on it, no answer. */
final class Estimates {
    private final Cache<Sql, Integer> known = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** The length of a list, counted up to a limit that is part of the statement. */
    int count(Session session, Sql limited) {
        Integer count = known.getIfPresent(limited);
        if (count == null) {
            int[] rows = new int[1];
            session.each(limited, row -> rows[0]++);
            count = rows[0];
            known.put(limited, count);
        }
        return count;
    }
}
